package io.fluxrouter.core.ledger;

import java.util.Locale;

/** Why money moved. The names are stored, hashed and shown: never rename one. */
public enum TransferKind {
    PURCHASE,
    USAGE_DEBIT,
    ADJUSTMENT,
    REFUND,
    GRANT,
    EXPIRY,
    INVOICE,
    PAYMENT;

    /** As the API and the table write it: "usage_debit". */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws {@link IllegalArgumentException} for an unknown key. */
    public static TransferKind byKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
