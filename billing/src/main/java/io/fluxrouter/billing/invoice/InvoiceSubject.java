package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.subscription.PeriodRef;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose invoice it is, and what it is for. At most one invoice has the same one, manual ones apart.
 *
 * @param subscriptionId null for a manual invoice, as the period's number is
 * @param occasion 0, but for late invoices after a last period: 1, 2, 3
 */
public record InvoiceSubject(
        UUID organizationId,
        UUID customerId,
        Reason reason,
        @Nullable UUID subscriptionId,
        @Nullable Integer periodNumber,
        int occasion) {

    /** Why an invoice is made. Stored: never rename one. */
    public enum Reason {
        /** A period of a subscription is over. */
        PERIOD,
        /** Late events of a subscription that has no next period. */
        LATE,
        /** Somebody wrote it. */
        MANUAL;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Reason byKey(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    static InvoiceSubject manual(UUID organizationId, UUID customerId) {
        return new InvoiceSubject(organizationId, customerId, Reason.MANUAL, null, null, 0);
    }

    /** The subscription of an invoice that has one. */
    UUID requireSubscription() {
        if (subscriptionId == null) throw new IllegalStateException("a manual invoice");
        return subscriptionId;
    }

    PeriodRef requirePeriodRef() {
        return new PeriodRef(requireSubscription(), requirePeriod());
    }

    int requirePeriod() {
        if (periodNumber == null) throw new IllegalStateException("a manual invoice");
        return periodNumber;
    }
}
