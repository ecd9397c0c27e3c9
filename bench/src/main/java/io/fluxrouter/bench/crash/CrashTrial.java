package io.fluxrouter.bench.crash;

import io.fluxrouter.bench.process.GatewayProcess;
import io.fluxrouter.bench.process.Operator;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The real server, killed again and again under load at random moments, every fourth time with its
 * database. Each start finds what the last one left; at the end the books are compared with what
 * callers saw.
 */
public final class CrashTrial {
    private static final int CALLERS = 12;
    private static final int DATABASE_EVERY = 4;
    private static final int MOST_ANSWERS = 60;
    private static final int MOST_MILLIS = 30;
    private static final int TOLD_EVERY = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    // Little enough to be used up on the way, so that debits change from credit to invoice.
    private static final String CREDIT_DOLLARS = "0.02";

    private final Path directory;
    private final int providerPort;
    private final Random random;
    private final PrintStream out;
    private final Witnesses witnesses;
    private final List<Long> recoveryMillis = new ArrayList<>();

    private CrashTrial(
            Path directory, int providerPort, Random random, PrintStream out, Witnesses witnesses) {
        this.directory = directory;
        this.providerPort = providerPort;
        this.random = random;
        this.out = out;
        this.witnesses = witnesses;
    }

    /**
     * Kills a server as often as asked. Blocks, for some three seconds a kill.
     *
     * @param directory takes the server's data and log
     * @param seed decides the moments; the same seed is the same trial but for the scheduling
     */
    public static CrashResult run(Path directory, int kills, long seed, PrintStream out) {
        out.println("Killing the server " + kills + " times under load, seed " + seed);
        try (SimulatedProvider provider = SimulatedProvider.start(Settings.defaults());
                Witnesses witnesses = new Witnesses()) {
            return new CrashTrial(directory, provider.port(), new Random(seed), out, witnesses)
                    .run(kills, seed);
        }
    }

    private CrashResult run(int kills, long seed) {
        List<String> keys = firstStart();
        int databaseKills = 0;
        for (int kill = 1; kill <= kills; kill++) {
            boolean database = kill % DATABASE_EVERY == 0;
            if (database) databaseKills++;
            loadAndKill(keys, database);
            if (kill % TOLD_EVERY == 0 || kill == kills) tell(kill, kills);
        }
        long openHolds = lastStart(keys);
        Audit audit = Audit.of(GatewayProcess.databaseOf(directory), witnesses.seen(), openHolds);
        return new CrashResult(
                seed,
                kills,
                databaseKills,
                witnesses.count(),
                witnesses.refused(),
                audit,
                recoveryMillis.stream().sorted().toList());
    }

    private List<String> firstStart() {
        try (GatewayProcess server = GatewayProcess.start(directory, providerPort)) {
            Operator operator = server.operator();
            String included = operator.customer("pays with what the plan includes", "scale");
            String prepaid = operator.customer("pays with credit, then by invoice", "payg");
            operator.grant(prepaid, CREDIT_DOLLARS);
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                keys.add(operator.key(i % 2 == 0 ? included : prepaid, "key " + i));
            }
            return keys;
        }
    }

    private void loadAndKill(List<String> keys, boolean database) {
        try (GatewayProcess server = recover()) {
            List<Thread> callers = callers(server.port(), keys);
            awaitAnswers();
            server.kill(database);
            callers.forEach(CrashTrial::join);
        }
    }

    private List<Thread> callers(int port, List<String> keys) {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            boolean stream = i % 3 == 0;
            callers.add(Thread.ofVirtual().start(() -> witnesses.callUntilGone(port, key, stream)));
        }
        return callers;
    }

    private GatewayProcess recover() {
        long start = System.nanoTime();
        GatewayProcess server = GatewayProcess.start(directory, providerPort);
        recoveryMillis.add((System.nanoTime() - start) / 1_000_000);
        return server;
    }

    /**
     * Waits for a random moment after the first answer: a new process is slow to that one, and a
     * kill before it would prove little.
     */
    private void awaitAnswers() {
        int answers = witnesses.count() + 1 + random.nextInt(MOST_ANSWERS);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (witnesses.count() < answers) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "no answers; by status: " + witnesses.refused() + "; see " + directory);
            }
            LockSupport.parkNanos(1_000_000);
        }
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(MOST_MILLIS)).toNanos());
    }

    /**
     * Recovers from the last kill, serves until the callers leave in the middle of their calls, and
     * stops as it should. Gives the holds left open at rest.
     */
    private long lastStart(List<String> keys) {
        try (GatewayProcess server = recover()) {
            List<Thread> callers = callers(server.port(), keys);
            awaitAnswers();
            callers.forEach(Thread::interrupt);
            callers.forEach(CrashTrial::join);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            long open = server.openHolds();
            while (open != 0 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                open = server.openHolds();
            }
            return open;
        }
    }

    private void tell(int kill, int kills) {
        out.printf(
                Locale.ROOT,
                "  killed %d of %d times, %,d answers seen, last recovery %,d ms%n",
                kill,
                kills,
                witnesses.count(),
                recoveryMillis.getLast());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
