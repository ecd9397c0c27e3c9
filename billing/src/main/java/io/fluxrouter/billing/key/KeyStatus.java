package io.fluxrouter.billing.key;

import java.util.Locale;

/** Whether a key works. Revoked wins over expired: it is for ever. */
public enum KeyStatus {
    ACTIVE,
    EXPIRED,
    REVOKED;

    /** As the API writes it: "active". */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
