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
 * How fast usage events go from the journal into the ledger, beside a bare COPY of the same rows
 * into a table without indexes: what the database takes when nothing is asked of it.
 */
public final class SettleBench {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Jdbi jdbi;
    private final Journal journal;
    private final Node node;
    private final InstantSource clock;
    private final Usage usage;
    private final BareCopy copy;

    private SettleBench(Jdbi jdbi, Journal journal, Path directory, InstantSource clock) {
        this.jdbi = jdbi;
        this.journal = journal;
        this.clock = clock;
        this.node = Node.register(jdbi, directory, clock);
        this.usage = Usage.ofNewCustomers(jdbi, clock, 20);
        this.copy = new BareCopy(jdbi, directory);
    }

    /** Rows per second, both ways, and the median of the rounds' ratios. */
    public record Result(double settledPerSecond, double copiedPerSecond, double ratio) {}

    private record Round(double settled, double copied) {}

    /**
     * Runs rounds of settling and copying in turn, after one that only warms up. Blocks.
     *
     * @param directory takes the database and the journal
     */
    public static Result run(Path directory, int events, int rounds, PrintStream out) {
        InstantSource clock = InstantSource.system();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"));
                Database database = Database.open(postgres.settings());
                Journal journal = Journal.open(JournalSettings.in(directory.resolve("journal")))) {
            var bench = new SettleBench(database.jdbi(), journal, directory, clock);
            bench.round(events);
            Round[] measured = new Round[rounds];
            for (int i = 0; i < rounds; i++) {
                measured[i] = bench.round(events);
                out.printf(
                        Locale.ROOT,
                        "  settled %,.0f a second, copied %,.0f a second%n",
                        measured[i].settled(),
                        measured[i].copied());
            }
            return new Result(
                    median(measured, Round::settled),
                    median(measured, Round::copied),
                    median(measured, round -> round.settled() / round.copied()));
        }
    }

    private static double median(Round[] rounds, Function<Round, Double> value) {
        double[] sorted = Arrays.stream(rounds).mapToDouble(value::apply).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The journal is filled before the clock starts: appending is not settling. */
    private Round round(int events) {
        CompletableFuture<?>[] kept = new CompletableFuture<?>[events];
        for (int i = 0; i < events; i++) {
            while (!journal.reserve()) Thread.onSpinWait();
            kept[i] = journal.append(usage.next());
        }
        CompletableFuture.allOf(kept).join();
        long last = copy.lastSettlement();
        double settled = events / settleSeconds();
        return new Round(settled, copy.rowsPerSecond(last));
    }

    private double settleSeconds() {
        long start = System.nanoTime();
        try (Settler settler = Settler.start(jdbi, node.id(), journal, clock)) {
            if (!settler.awaitSettled(journal.end(), LIMIT)) {
                throw new IllegalStateException("not settled: " + settler.health());
            }
            return (System.nanoTime() - start) / 1e9;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
