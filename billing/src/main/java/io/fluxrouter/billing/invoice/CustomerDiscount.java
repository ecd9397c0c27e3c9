package io.fluxrouter.billing.invoice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A discount that a customer has on its subscriptions, while it is valid at the end of a period.
 *
 * @param subscriptionId null for all of the customer's
 * @param currency of a fixed sum; null for a part
 */
public record CustomerDiscount(
        UUID id,
        UUID customerId,
        @Nullable UUID subscriptionId,
        InvoiceDiscount discount,
        @Nullable String currency,
        Instant validFrom,
        @Nullable Instant validUntil) {

    /** Whether it lowers an invoice of a subscription for a period that ends then. */
    boolean lowers(UUID subscription, String invoiceCurrency, Instant end) {
        return validFrom.isBefore(end)
                && (validUntil == null || !validUntil.isBefore(end))
                && (subscriptionId == null || subscriptionId.equals(subscription))
                && (currency == null || currency.equals(invoiceCurrency));
    }
}
