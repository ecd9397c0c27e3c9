package io.fluxrouter.billing.terms;

import io.fluxrouter.billing.invoice.InvoiceRun;
import io.fluxrouter.billing.invoice.InvoiceSettings;
import io.fluxrouter.billing.invoice.Whose;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.settle.SettledWorld;
import io.fluxrouter.billing.subscription.BilledPeriods;
import io.fluxrouter.billing.subscription.MeteredQuantities;
import io.fluxrouter.billing.subscription.PeriodRating;
import io.fluxrouter.billing.subscription.PeriodRef;
import io.fluxrouter.billing.subscription.PeriodTerms;
import io.fluxrouter.billing.subscription.RatedLine;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A settled world whose customers' subscriptions are rated by the invoice's own rule. */
final class BilledWorld implements AutoCloseable {
    final SettledWorld settled;
    final Subscriptions subscriptions;
    private final MeteredQuantities quantities;
    private final InvoiceRun run;

    BilledWorld(String now) {
        settled = new SettledWorld(now);
        subscriptions = new Subscriptions(settled.jdbi, () -> settled.now);
        MeterBook meters = new MeterBook(settled.jdbi, System::nanoTime);
        quantities =
                new MeteredQuantities(
                        settled.jdbi,
                        meters,
                        new Features(settled.jdbi, meters, () -> settled.now));
        run = new InvoiceRun(settled.jdbi, meters, subscriptions, InvoiceSettings.STANDARD);
    }

    /** Makes the invoices of all periods that are over, and then makes them final. */
    void invoiceAll() {
        run.runAll(settled.now, Whose.EVERYBODY);
        settled.now = settled.now.plus(InvoiceSettings.STANDARD.grace());
        run.runAll(settled.now, Whose.EVERYBODY);
    }

    Money balance(UUID customer, LedgerAccount account) {
        return settled.transactions().balances(customer).getOrDefault(account, Money.ZERO);
    }

    /** The lines of every period that the customer ever had, in order. */
    List<RatedLine> lines(UUID customer) {
        boolean more = true;
        while (more) more = subscriptions.turnNext();
        List<RatedLine> lines = new ArrayList<>();
        for (PeriodRef period : periods(customer)) {
            PeriodTerms terms =
                    settled.jdbi.withHandle(handle -> BilledPeriods.terms(handle, period));
            lines.addAll(PeriodRating.lines(terms, quantities));
        }
        return lines;
    }

    private List<PeriodRef> periods(UUID customer) {
        return settled.jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT p.subscription_id, p.number
                                        FROM subscription_period p
                                        JOIN subscription s ON s.id = p.subscription_id
                                        WHERE s.customer_id = :customer
                                        ORDER BY p.starts_at, p.number
                                        """)
                                .bind("customer", customer)
                                .map(
                                        (row, context) ->
                                                new PeriodRef(
                                                        row.getObject(1, UUID.class),
                                                        row.getInt(2)))
                                .list());
    }

    /**
     * What the ledger took from the customer's account on credit, without what ran over the
     * ceiling: that is owed, and the next credit pays it.
     */
    Money invoicedByLedger(UUID customer) {
        long charged = sum(customer, "kind = 'usage_debit' AND from_account = 'receivable'");
        long paidBack = sum(customer, "kind = 'payment' AND reference = 'owed'");
        return Money.ofNanos(charged - paidBack).minus(settled.account(customer).owed());
    }

    private long sum(UUID customer, String condition) {
        return settled.jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "SELECT coalesce(sum(amount_nanos), 0) FROM transfer"
                                                + " WHERE customer_id = :customer AND "
                                                + condition)
                                .bind("customer", customer)
                                .mapTo(Long.class)
                                .one());
    }

    @Override
    public void close() {
        settled.close();
    }
}
