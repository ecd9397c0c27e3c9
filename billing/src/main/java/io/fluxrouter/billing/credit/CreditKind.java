package io.fluxrouter.billing.credit;

import java.util.Locale;

/** Where a grant's money came from. The names are stored and shown: never rename one. */
public enum CreditKind {
    /** The customer bought it. */
    PAID,
    /** The operator gave it. */
    PROMOTIONAL;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws {@link IllegalArgumentException} for an unknown key. */
    public static CreditKind byKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
