package io.fluxrouter.core.purchase;

import java.util.Locale;

/**
 * Where a purchase of credit stands. Messages about it come late, twice and in any order, so it
 * moves forward only. The names are stored and shown: never rename one.
 */
public enum PurchaseStatus {
    /** Begun, and nobody has paid yet. */
    PENDING,
    /** The page to pay on was closed before anybody paid. */
    EXPIRED,
    /** The saved card was charged without its owner, and refused. */
    FAILED,
    /** Paid, and the credit is given. */
    PAID,
    /** Part of the price went back. */
    PARTLY_REFUNDED,
    /** All of the price went back. */
    REFUNDED;

    /**
     * Whether the other state may follow. Money that came after all makes an expired or failed
     * purchase a paid one; nothing makes a paid one unpaid.
     */
    public boolean canBecome(PurchaseStatus next) {
        return switch (this) {
            case PENDING -> next == EXPIRED || next == FAILED || next == PAID;
            case EXPIRED, FAILED -> next == PAID;
            case PAID -> next == PARTLY_REFUNDED || next == REFUNDED;
            case PARTLY_REFUNDED -> next == REFUNDED;
            case REFUNDED -> false;
        };
    }

    /** Whether money came and credit was given for it. */
    public boolean isPaid() {
        return switch (this) {
            case PENDING, EXPIRED, FAILED -> false;
            case PAID, PARTLY_REFUNDED, REFUNDED -> true;
        };
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws {@link IllegalArgumentException} for an unknown key. */
    public static PurchaseStatus byKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
