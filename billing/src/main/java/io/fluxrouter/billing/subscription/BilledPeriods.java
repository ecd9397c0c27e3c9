package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * What an invoice run asks of periods, and tells them. Also of a deleted subscription: what is due
 * stays due.
 */
public final class BilledPeriods {
    private BilledPeriods() {}

    /** All that is needed to rate a period; NOT_FOUND where there is none. */
    public static PeriodTerms terms(Handle handle, PeriodRef period) {
        PeriodTerms terms = terms(handle, List.of(period), new KnownOffers()).get(period);
        if (terms == null) throw unknown();
        return terms;
    }

    public static ApiError unknown() {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such period.");
    }

    /**
     * As above, of many by a few statements, those that end first before others; without those that
     * there are not. Versions of plans that are known are not read again.
     */
    public static Map<PeriodRef, PeriodTerms> terms(
            Handle handle, Collection<PeriodRef> periods, KnownOffers offers) {
        return new TermsRows(handle, periods).read(offers);
    }

    /** Keeps other moves of the subscription away until the transaction ends. */
    public static void lock(Handle tx, UUID subscriptionId) {
        tx.createQuery("SELECT id FROM subscription WHERE id = :id FOR UPDATE")
                .bind("id", subscriptionId)
                .mapTo(UUID.class)
                .findOne();
    }

    /**
     * No other run takes these periods again.
     *
     * @param invoiced the invoice that a period's pending lines stand on; none where there was
     *     nothing to invoice
     */
    public static void markInvoiced(
            Handle tx, Map<PeriodRef, Optional<UUID>> invoiced, Instant now) {
        mark(
                tx.createUpdate(
                                """
                                UPDATE subscription_period p SET invoiced_at = :now
                                FROM unnest(:ids, :numbers) AS made (id, number)
                                WHERE p.subscription_id = made.id AND p.number = made.number
                                """)
                        .bind("now", now),
                invoiced.keySet());
        Map<PeriodRef, UUID> invoices = new LinkedHashMap<>();
        invoiced.forEach((period, id) -> id.ifPresent(one -> invoices.put(period, one)));
        mark(
                tx.createUpdate(
                                """
                                UPDATE pending_invoice_line l SET invoice_id = made.invoice_id
                                FROM unnest(:ids, :numbers, :invoices) AS made (id, number, invoice_id)
                                WHERE l.subscription_id = made.id AND l.period_number = made.number
                                """)
                        .bind("invoices", SqlArray.uuids(invoices.values())),
                invoices.keySet());
    }

    private static void mark(Update statement, Collection<PeriodRef> periods) {
        statement
                .bind(
                        "ids",
                        SqlArray.uuids(periods.stream().map(PeriodRef::subscriptionId).toList()))
                .bind(
                        "numbers",
                        SqlArray.bigints(
                                periods.stream().map(period -> (long) period.number()).toList()))
                .execute();
    }
}
