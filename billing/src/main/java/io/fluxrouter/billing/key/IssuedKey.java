package io.fluxrouter.billing.key;

/**
 * A key just made, with the secret that is shown this once and kept nowhere.
 *
 * @param secret "sk-flux-" or "sk-proxy-" and 64 hex digits
 */
public record IssuedKey(ApiKey key, String secret) {

    /** Leaves the secret out: a record's own text would show it in a log. */
    @Override
    public String toString() {
        return "IssuedKey[" + key.prefix() + "…]";
    }
}
