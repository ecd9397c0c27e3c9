package io.fluxrouter.billing.subscription;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice run asks of periods, and tells them. Also of a deleted subscription: what is due
 * stays due.
 */
public final class BilledPeriods {
    private BilledPeriods() {}

    /** All that is needed to rate a period; NOT_FOUND where there is none. */
    public static PeriodTerms terms(Handle handle, UUID subscriptionId, int number) {
        return terms(handle, subscriptionId, number, new KnownOffers());
    }

    /** As above; versions of plans that are known are not read again. */
    public static PeriodTerms terms(
            Handle handle, UUID subscriptionId, int number, KnownOffers offers) {
        Subscription subscription =
                SubscriptionRows.findEver(handle, subscriptionId)
                        .orElseThrow(
                                () ->
                                        ApiError.of(
                                                Refusal.NOT_FOUND,
                                                "There is no such subscription."));
        return Subscriptions.terms(handle, subscription, number, plan -> offers.get(handle, plan));
    }

    /** Keeps other moves of the subscription away until the transaction ends. */
    public static void lock(Handle tx, UUID subscriptionId) {
        tx.createQuery("SELECT id FROM subscription WHERE id = :id FOR UPDATE")
                .bind("id", subscriptionId)
                .mapTo(UUID.class)
                .findOne();
    }

    /**
     * No other run takes the period again.
     *
     * @param invoiceId that its pending lines stand on; null where there was nothing to invoice
     */
    public static void markInvoiced(
            Handle tx, UUID subscriptionId, int number, @Nullable UUID invoiceId, Instant now) {
        tx.execute(
                """
                UPDATE subscription_period SET invoiced_at = ?
                WHERE subscription_id = ? AND number = ?
                """,
                now,
                subscriptionId,
                number);
        if (invoiceId == null) return;
        tx.execute(
                """
                UPDATE pending_invoice_line SET invoice_id = ?
                WHERE subscription_id = ? AND period_number = ?
                """,
                invoiceId,
                subscriptionId,
                number);
    }
}
