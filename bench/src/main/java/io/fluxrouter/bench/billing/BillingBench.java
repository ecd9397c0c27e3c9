package io.fluxrouter.bench.billing;

import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.EmbeddedPostgres;
import io.fluxrouter.billing.invoice.InvoiceRun;
import io.fluxrouter.billing.invoice.InvoiceSettings;
import io.fluxrouter.billing.invoice.Whose;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.subscription.Subscriptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;

/**
 * An invoice run over many subscriptions whose month is over, beside one bare GROUP BY over the
 * same events: the least that the database must do to know what each customer used. Then both again
 * with as many events before the month, which should change neither.
 */
public final class BillingBench implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant BEFORE = Instant.parse("2026-02-01T00:00:00Z");

    private final EmbeddedPostgres postgres;
    private final Database database;
    private final Size size;
    private final MeterBook meters;
    private final InvoiceRun run;

    private BillingBench(Path directory, Size size) {
        this.postgres = EmbeddedPostgres.start(directory);
        this.database = Database.open(postgres.settings());
        this.size = size;
        this.meters = new MeterBook(jdbi(), System::nanoTime);
        this.run =
                new InvoiceRun(
                        jdbi(),
                        meters,
                        new Subscriptions(jdbi(), () -> END),
                        InvoiceSettings.STANDARD);
    }

    /** How much there is to do. */
    public record Size(int subscriptions, int events) {
        public static final Size FULL = new Size(10_000, 10_000_000);
        public static final Size QUICK = new Size(1_000, 200_000);
    }

    /**
     * Seconds.
     *
     * @param run from the first period that is over to the last draft
     * @param finalSeconds from there to the last number, all events counted once more
     */
    public record Round(double groupBy, double run, double finalSeconds) {
        public double ratio() {
            return run / groupBy;
        }
    }

    /** The same run without and with events before its month. */
    public record Result(Round withoutHistory, Round withHistory) {
        public double historyRatio() {
            return withHistory.run() / withoutHistory.run();
        }
    }

    /**
     * Starts a database.
     *
     * @param directory takes it
     */
    public static BillingBench open(Path directory, Size size) {
        return new BillingBench(directory, size);
    }

    @Override
    public void close() {
        database.close();
        postgres.close();
    }

    /** Blocks for minutes. */
    public Result run(PrintStream out) {
        Subscribers subscribers = Subscribers.make(jdbi(), size.subscriptions(), START);
        load(subscribers, START, END, out);
        out.println("Once to warm up");
        round();
        Round without = round();
        print("without history", without, out);
        load(subscribers, BEFORE, START, out);
        Round with = round();
        print("with as many events before", with, out);
        return new Result(without, with);
    }

    private void load(Subscribers subscribers, Instant from, Instant until, PrintStream out) {
        out.printf(Locale.ROOT, "Loading %,d events from %s%n", size.events(), from);
        new EventLoad(jdbi(), subscribers).copy(size.events(), from, until);
    }

    private static void print(String what, Round round, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "  %s: run %.2f s, GROUP BY %.2f s, finalising %.2f s%n",
                what,
                round.run(),
                round.groupBy(),
                round.finalSeconds());
    }

    private Round round() {
        BareGroupBy bare = new BareGroupBy(jdbi(), START, END);
        bare.run();
        double groupBy = seconds(bare::run);
        double drafts = seconds(this::makeDrafts);
        requireDrafts(bare);
        double finalSeconds = seconds(this::makeFinal);
        new Undo(jdbi()).run();
        return new Round(groupBy, drafts, finalSeconds);
    }

    private void makeDrafts() {
        run.lookForLate(END);
        run.makeDrafts(END, Whose.EVERYBODY);
    }

    private void makeFinal() {
        run.settleDue(END.plus(Duration.ofHours(1)), Whose.EVERYBODY);
    }

    /** A run that is fast because it did nothing is worth nothing. */
    private void requireDrafts(BareGroupBy bare) {
        String billed =
                jdbi().withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT count(DISTINCT invoice_id) || ' ' || sum(quantity)
                                                        FROM invoice_line WHERE kind = 'usage'
                                                        """)
                                                .mapTo(String.class)
                                                .one());
        String expected = size.subscriptions() + " " + bare.total();
        if (!billed.equals(expected)) {
            throw new IllegalStateException("billed " + billed + ", and not " + expected);
        }
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private Jdbi jdbi() {
        return database.jdbi();
    }
}
