package io.fluxrouter.bench.settle;

import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.EmbeddedPostgres;
import io.fluxrouter.billing.journal.Journal;
import io.fluxrouter.billing.journal.JournalSettings;
import io.fluxrouter.billing.settle.Settler;
import io.fluxrouter.billing.spend.Node;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/**
 * How fast usage events go from the journal into the ledger, beside a bare COPY of the same rows:
 * what the database takes when nothing else is asked of it.
 */
public final class SettleBench implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int CUSTOMERS = 20;
    private static final int MANY_CUSTOMERS = 2_000;

    private final EmbeddedPostgres postgres;
    private final Database database;
    private final Journal journal;
    private final Node node;
    private final InstantSource clock = InstantSource.system();
    private final BareCopy copy;

    private SettleBench(Path directory) {
        this.postgres = EmbeddedPostgres.start(directory.resolve("postgres"));
        this.database = Database.open(postgres.settings());
        this.journal = Journal.open(JournalSettings.in(directory.resolve("journal")));
        this.node = Node.register(database.jdbi(), directory, clock);
        this.copy = new BareCopy(database.jdbi());
    }

    /**
     * Rows per second, and the medians of the rounds' ratios.
     *
     * @param copied in batches into a table with the indexes of events
     * @param plainCopied all at once into a table without
     */
    public record Result(
            double settled, double copied, double ratio, double plainCopied, double plainRatio) {}

    private record Round(double settled, double copied, double plainCopied) {}

    /**
     * Starts a database and a journal.
     *
     * @param directory takes both
     */
    public static SettleBench open(Path directory) {
        return new SettleBench(directory);
    }

    @Override
    public void close() {
        journal.close();
        database.close();
        postgres.close();
    }

    /** Rounds of settling and copying in turn, after one that only warms up. Blocks. */
    public Result beside(int events, int rounds, PrintStream out) {
        return rounds(usage(CUSTOMERS), events, rounds, out);
    }

    /** As {@link #beside}, where hardly two events in a row are of the same customer. */
    public Result manyCustomers(int events, int rounds, PrintStream out) {
        return rounds(usage(MANY_CUSTOMERS), events, rounds, out);
    }

    /** What settling costs where events come at a steady rate. */
    public SteadyLoad.Cpu steady(Duration warm, Duration measured) {
        try (Settler settler = Settler.start(jdbi(), node.id(), journal, clock)) {
            SteadyLoad load = new SteadyLoad(usage(CUSTOMERS), journal);
            load.run(warm);
            SteadyLoad.Cpu cpu = load.run(measured);
            awaitSettled(settler);
            return cpu;
        }
    }

    private Result rounds(Usage usage, int events, int count, PrintStream out) {
        round(usage, events);
        Round[] rounds = new Round[count];
        for (int i = 0; i < count; i++) {
            rounds[i] = round(usage, events);
            out.printf(
                    Locale.ROOT,
                    "  settled %,.0f a second, copied %,.0f, without indexes %,.0f%n",
                    rounds[i].settled(),
                    rounds[i].copied(),
                    rounds[i].plainCopied());
        }
        return new Result(
                median(rounds, Round::settled),
                median(rounds, Round::copied),
                median(rounds, round -> round.settled() / round.copied()),
                median(rounds, Round::plainCopied),
                median(rounds, round -> round.settled() / round.plainCopied()));
    }

    private static double median(Round[] rounds, Function<Round, Double> value) {
        double[] sorted = Arrays.stream(rounds).mapToDouble(value::apply).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The journal is filled before the clock starts: appending is not settling. */
    private Round round(Usage usage, int events) {
        CompletableFuture<?>[] kept = new CompletableFuture<?>[events];
        for (int i = 0; i < events; i++) {
            while (!journal.reserve()) Thread.onSpinWait();
            kept[i] = journal.append(usage.next());
        }
        CompletableFuture.allOf(kept).join();
        long last = copy.lastSettlement();
        double settled = events / settleSeconds();
        return new Round(
                settled,
                copy.rowsPerSecond(BareCopy.Way.INDEXED, last),
                copy.rowsPerSecond(BareCopy.Way.PLAIN, last));
    }

    private double settleSeconds() {
        long start = System.nanoTime();
        try (Settler settler = Settler.start(jdbi(), node.id(), journal, clock)) {
            awaitSettled(settler);
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private void awaitSettled(Settler settler) {
        try {
            if (!settler.awaitSettled(journal.end(), LIMIT)) {
                throw new IllegalStateException("not settled: " + settler.health());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private Usage usage(int customers) {
        return Usage.ofNewCustomers(jdbi(), clock, customers);
    }

    private Jdbi jdbi() {
        return database.jdbi();
    }
}
