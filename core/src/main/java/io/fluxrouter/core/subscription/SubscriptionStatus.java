package io.fluxrouter.core.subscription;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a subscription is in its life (REFERENCE 2.5). The names are stored and shown: never rename
 * one.
 */
public enum SubscriptionStatus {
    /** Usage counts towards limits and is never billed; no invoices. */
    TRIAL,
    /** Served and billed. One that ends with its period stays here until then. */
    ACTIVE,
    /** Served and billed, with an invoice that is overdue; payment leads back. */
    PAST_DUE,
    /** Not served and not billed, until it is resumed. */
    PAUSED,
    /** Over. A customer who comes back gets a new subscription. */
    CANCELED;

    /**
     * The legal moves. A trial cannot be paused, because its end is a date that was promised, nor
     * fall behind, because it has no invoice; who is past due cannot pause instead of paying. The
     * reference names no move out of PAUSED: it is resumed to ACTIVE or ended.
     */
    public Set<SubscriptionStatus> next() {
        return switch (this) {
            case TRIAL -> EnumSet.of(ACTIVE, CANCELED);
            case ACTIVE -> EnumSet.of(PAST_DUE, PAUSED, CANCELED);
            case PAST_DUE -> EnumSet.of(ACTIVE, CANCELED);
            case PAUSED -> EnumSet.of(ACTIVE, CANCELED);
            case CANCELED -> EnumSet.noneOf(SubscriptionStatus.class);
        };
    }

    public boolean canBecome(SubscriptionStatus status) {
        return next().contains(status);
    }

    /** The customer may use what the plan entitles to. */
    public boolean isServed() {
        return switch (this) {
            case TRIAL, ACTIVE, PAST_DUE -> true;
            case PAUSED, CANCELED -> false;
        };
    }

    /** Its periods end in invoices. */
    public boolean isBilled() {
        return switch (this) {
            case ACTIVE, PAST_DUE -> true;
            case TRIAL, PAUSED, CANCELED -> false;
        };
    }

    /** As the API writes it: "past_due". */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws {@link IllegalArgumentException} for an unknown key. */
    public static SubscriptionStatus byKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
