package io.fluxrouter.billing.access;

/**
 * A key just made, with the secret that is shown this once and kept nowhere.
 *
 * @param secret "sk_live_" or "sk_test_" and 64 hex digits
 */
public record IssuedOrganizationKey(OrganizationKey key, String secret) {

    /** Leaves the secret out: a record's own text would show it in a log. */
    @Override
    public String toString() {
        return "IssuedOrganizationKey[" + key.prefix() + "…]";
    }
}
