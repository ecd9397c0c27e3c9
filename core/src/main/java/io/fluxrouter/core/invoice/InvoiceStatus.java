package io.fluxrouter.core.invoice;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where an invoice is in its life (REFERENCE 2.6). The names are stored and shown: never rename
 * one.
 */
public enum InvoiceStatus {
    /** May be edited or deleted; the customer does not see it; has no number. */
    DRAFT,
    /** Finalised: numbered, never changed again, to be paid. */
    OPEN,
    /** Settled for good. A correction is a credit note. */
    PAID,
    /** Withdrawn for good; keeps its number. */
    VOID,
    /** Given up, though a late payment still counts. */
    UNCOLLECTIBLE;

    /** The legal moves. A draft is deleted, not voided: it has no number to keep. */
    public Set<InvoiceStatus> next() {
        return switch (this) {
            case DRAFT -> EnumSet.of(OPEN);
            case OPEN -> EnumSet.of(PAID, VOID, UNCOLLECTIBLE);
            case UNCOLLECTIBLE -> EnumSet.of(PAID, VOID);
            case PAID, VOID -> EnumSet.noneOf(InvoiceStatus.class);
        };
    }

    public boolean canBecome(InvoiceStatus status) {
        return next().contains(status);
    }

    /** No move leads on from here. */
    public boolean isFinal() {
        return next().isEmpty();
    }

    /** Lines may still change. */
    public boolean isEditable() {
        return this == DRAFT;
    }

    /** Money is still expected. */
    public boolean isOwed() {
        return this == OPEN;
    }

    /** As the API writes it: "uncollectible". */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws {@link IllegalArgumentException} for an unknown key. */
    public static InvoiceStatus byKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
