package io.fluxrouter.billing.invoice;

import io.fluxrouter.core.invoice.InvoiceStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which invoices a list shows; null for all. */
public record InvoiceQuery(
        UUID organizationId,
        @Nullable UUID customerId,
        @Nullable UUID subscriptionId,
        @Nullable InvoiceStatus status,
        @Nullable Instant createdFrom,
        @Nullable Instant createdBefore) {
    public static InvoiceQuery all(UUID organizationId) {
        return new InvoiceQuery(organizationId, null, null, null, null, null);
    }

    public InvoiceQuery ofCustomer(UUID customer) {
        return new InvoiceQuery(
                organizationId, customer, subscriptionId, status, createdFrom, createdBefore);
    }

    public InvoiceQuery ofSubscription(UUID subscription) {
        return new InvoiceQuery(
                organizationId, customerId, subscription, status, createdFrom, createdBefore);
    }

    public InvoiceQuery withStatus(InvoiceStatus wanted) {
        return new InvoiceQuery(
                organizationId, customerId, subscriptionId, wanted, createdFrom, createdBefore);
    }
}
