package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.app.config.StripeConfig;
import io.fluxrouter.app.demo.Table;
import io.fluxrouter.billing.collection.CollectionMoves;
import io.fluxrouter.billing.collection.InvoiceComparison;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.payment.PaymentException;
import io.fluxrouter.billing.payment.StripeCalls;
import io.fluxrouter.billing.payment.StripeInvoices;
import io.fluxrouter.billing.payment.StripePayments;
import io.fluxrouter.billing.payment.StripeRefunds;
import io.fluxrouter.billing.payment.StripeSettings;
import io.fluxrouter.billing.purchase.Fulfilment;
import io.fluxrouter.billing.purchase.PaymentComparison;
import io.fluxrouter.billing.purchase.RefundComparison;
import io.fluxrouter.billing.purchase.RefundMoves;
import io.fluxrouter.billing.reconcile.Comparison;
import io.fluxrouter.billing.reconcile.Difference;
import io.fluxrouter.billing.reconcile.Reconciliation;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * The verb {@code reconcile}: compares Stripe with the database, does what lost events would have
 * done, and prints what differed.
 */
final class Reconcile {
    private static final int SAME = 0;
    private static final int DIFFERENT = 1;

    /** Nothing was compared. */
    static final int NOT_DONE = 2;

    private Reconcile() {}

    /** Returns 0 if both agreed, 1 if something differed, repaired or not, else 2. */
    static int run(Config config, PrintStream out, PrintStream err) {
        if (config.stripe().mode() != StripeConfig.Mode.LIVE) {
            err.println(
                    "FLUX_STRIPE is not live: there is no account to compare with."
                            + " A running node with a simulated one answers POST /v1/reconcile.");
            return NOT_DONE;
        }
        StripeSettings settings = PaymentApi.settings(StripeLink.live(config.stripe()));
        try (Storage storage = Storage.open(config)) {
            Clock clock = Clock.systemUTC();
            Jdbi jdbi = storage.database().jdbi();
            MeterBook meters = new MeterBook(jdbi, System::nanoTime);
            CollectionMoves collection = PaymentApi.collection(jdbi, meters, clock);
            return print(between(settings, jdbi, collection, clock).run(), out);
        } catch (PaymentException failure) {
            err.println("Stripe cannot be asked: " + failure.getMessage());
            return NOT_DONE;
        }
    }

    /** All that Stripe and the database both know of. */
    static Reconciliation between(
            StripeSettings settings, Jdbi jdbi, CollectionMoves collection, Clock clock) {
        StripeCalls calls = new StripeCalls(settings);
        Credits credits = new Credits(jdbi, clock);
        return new Reconciliation(
                List.of(
                        new PaymentComparison(
                                jdbi, new StripePayments(calls), new Fulfilment(credits), clock),
                        new RefundComparison(
                                jdbi, new StripeRefunds(calls), new RefundMoves(credits), clock),
                        new InvoiceComparison(jdbi, new StripeInvoices(calls), collection, clock)));
    }

    private static int print(Comparison.Result result, PrintStream out) {
        List<Difference> differences = result.differences();
        if (!differences.isEmpty()) {
            Table table = new Table("kind", "at Stripe", "is", "here", "was", "repaired");
            for (Difference one : differences) {
                table.add(
                        one.kind(),
                        one.stripeId(),
                        one.atStripe(),
                        one.ours(),
                        one.here(),
                        one.repaired() ? "yes" : "no");
            }
            table.print(out);
        }
        out.println(result.checked() + " compared, " + differences.size() + " differ");
        return differences.isEmpty() ? SAME : DIFFERENT;
    }
}
