package io.fluxrouter.core.spend;

import java.util.UUID;

/**
 * Something whose money can run out: a customer (plan ceiling plus prepaid credit) or a key with a
 * spend limit of its own.
 *
 * @param id the customer's or the key's id
 * @param period when its cap starts afresh
 */
public record SpendAccount(UUID id, Kind kind, SpendPeriod period) {

    /** Whose account it is. */
    public enum Kind {
        CUSTOMER,
        KEY
    }
}
