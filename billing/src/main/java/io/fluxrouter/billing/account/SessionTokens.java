package io.fluxrouter.billing.account;

import java.util.UUID;

/**
 * What a person's client holds: kept here as hashes only.
 *
 * @param access shown with every call, for a quarter of an hour
 * @param refresh gives the next pair, once
 */
public record SessionTokens(UUID personId, String access, String refresh) {

    /** Leaves the tokens out: a record's own text would show them in a log. */
    @Override
    public String toString() {
        return "SessionTokens[" + personId + "]";
    }
}
