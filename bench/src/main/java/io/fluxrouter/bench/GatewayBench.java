package io.fluxrouter.bench;

import io.fluxrouter.bench.load.ClosedLoop;
import io.fluxrouter.bench.load.LoadLoop;
import io.fluxrouter.bench.load.Measured;
import io.fluxrouter.bench.load.OpenLoop;
import io.fluxrouter.bench.load.StreamLoad;
import io.fluxrouter.bench.load.Target;
import io.fluxrouter.bench.process.GatewayProcess;
import io.fluxrouter.bench.process.Nginx;
import io.fluxrouter.bench.process.ProcessCpu;
import io.fluxrouter.bench.process.Simulator;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** FluxRouter with everything switched on, beside nginx, before one simulated provider. */
final class GatewayBench {
    private static final int CONNECTIONS = 1_000;
    private static final int REQUESTS_PER_SECOND = 2_000;
    private static final int STREAMS = 400;
    private static final int OPEN_STREAMS = 5_000;
    private static final int STARTS = 3;

    // The plan "scale" lets a key send 200 requests a second, and 1,000 callers send up to 16,000.
    private static final int KEYS = 120;

    private static final long FIRST_BYTE_MILLIS = 60;
    private static final long PER_CHUNK_MILLIS = 20;
    private static final long SLOW_CHUNK_MILLIS = 1_000;
    private static final Duration STREAM_LENGTH = Duration.ofMillis(1_060);
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final Path directory;
    private final Timing timing;
    private final PrintStream out;
    private final Report report;

    GatewayBench(Path directory, Timing timing, PrintStream out, Report report) {
        this.directory = directory;
        this.timing = timing;
        this.out = out;
        this.report = report;
    }

    void run() {
        try (LoadLoop loop = LoadLoop.start()) {
            besideNginx(loop);
            openStreams(loop);
        }
    }

    private void besideNginx(LoadLoop loop) {
        try (Simulator provider = Simulator.start(directory, FIRST_BYTE_MILLIS, PER_CHUNK_MILLIS);
                @Nullable Nginx nginx = nginx(Nginx.PROGRAM, provider.port())) {
            Target direct = Target.plain("direct", provider.port(), () -> 0);
            OpenLoop.one(loop, direct);
            List<String> keys = firstStart(provider);
            try (GatewayProcess server = starts(loop, provider, keys)) {
                List<Target> targets = new ArrayList<>(List.of(direct));
                if (nginx != null) {
                    targets.add(Target.plain("nginx", nginx.port(), nginx.cpu()));
                }
                targets.add(ours(server, keys));
                busy(loop, targets);
                requests(loop, targets);
                streams(loop, targets);
            }
        }
    }

    /** Null, and a word on how to get it, where the program is missing. */
    @Nullable Nginx nginx(Path program, int providerPort) {
        if (Files.isExecutable(program)) return Nginx.start(program, directory, providerPort);
        out.println("nginx is missing, so there are no ratios. To install it:");
        out.println("  apt-get install -y nginx-light");
        return null;
    }

    private static Target ours(GatewayProcess server, List<String> keys) {
        ProcessCpu database = server.databaseCpu();
        return new Target("fluxrouter", server.port(), keys, server.cpu(), database);
    }

    /** Makes the database and the keys, and stops again. */
    private List<String> firstStart(Simulator provider) {
        out.println("Making a database and keys");
        try (GatewayProcess server = GatewayProcess.start(directory, provider.port())) {
            return server.operator().keys(KEYS);
        }
    }

    /** Starts the server a few times to its first answer and leaves the last one running. */
    private GatewayProcess starts(LoadLoop loop, Simulator provider, List<String> keys) {
        out.println("Starting to the first answer");
        double[] millis = new double[STARTS];
        for (int i = 0; ; i++) {
            long start = System.nanoTime();
            GatewayProcess server = GatewayProcess.start(directory, provider.port());
            Measured first = OpenLoop.one(loop, ours(server, keys));
            millis[i] = (System.nanoTime() - start) / 1e6;
            report.count(Figure.ERRORS, first.errors());
            out.printf("  %.0f ms%n", millis[i]);
            if (i == STARTS - 1) {
                report.put(Figure.START_MS, Medians.of(millis));
                idle(server);
                return server;
            }
            server.close();
        }
    }

    private void idle(GatewayProcess server) {
        pause(IDLE);
        report.put(Figure.IDLE_RSS_MB, (double) server.residentMegabytes());
        out.println("  idle: " + server.residentMegabytes() + " MB resident");
    }

    /** As many requests as the machine can serve. It also has the compiler finish first. */
    private void busy(LoadLoop loop, List<Target> targets) {
        out.println("Plain requests, 1,000 callers, each with the next at once");
        Comparison compared =
                Comparison.run(
                        targets,
                        timing.rounds(),
                        target -> ClosedLoop.run(loop, target, callers(timing.compile())),
                        target -> ClosedLoop.run(loop, target, callers(timing.measured())),
                        out);
        report.put(Figure.CPU_RATIO_JSON, compared.cpuRatio(Measured::cpuMicrosPerRequest));
        report.put(Figure.CPU_RATIO_JSON_WITH_DATABASE, compared.cpuRatio(Measured::allMicros));
        report.put(Figure.CPU_MICROS_JSON, compared.ours(Measured::cpuMicrosPerRequest));
        report.put(Figure.NGINX_CPU_MICROS_JSON, compared.nginx(Measured::cpuMicrosPerRequest));
        report.count(Figure.ERRORS, compared.errors());
    }

    private ClosedLoop.Plan callers(Duration measured) {
        return new ClosedLoop.Plan(CONNECTIONS, timing.ramp(), measured);
    }

    private void requests(LoadLoop loop, List<Target> targets) {
        out.println("Plain requests, 2,000 a second over 1,000 connections");
        Comparison compared =
                Comparison.run(
                        targets,
                        timing.rounds(),
                        target -> OpenLoop.run(loop, target, plan(timing.warm())),
                        target -> OpenLoop.run(loop, target, plan(timing.measured())),
                        out);
        report.put(Figure.ADDED_P50_MS, compared.added(Measured::p50Millis));
        report.put(Figure.ADDED_P99_MS, compared.added(Measured::p99Millis));
        report.put(Figure.CPU_RATIO_JSON_2000, compared.cpuRatio(Measured::cpuMicrosPerRequest));
        report.put(Figure.NGINX_ADDED_P50_MS, compared.nginxAdded(Measured::p50Millis));
        report.put(Figure.NGINX_ADDED_P99_MS, compared.nginxAdded(Measured::p99Millis));
        report.count(Figure.ERRORS, compared.errors());
    }

    private OpenLoop.Plan plan(Duration measured) {
        return new OpenLoop.Plan(CONNECTIONS, REQUESTS_PER_SECOND, timing.ramp(), measured);
    }

    private void streams(LoadLoop loop, List<Target> targets) {
        out.println("Streams of 50 chunks 20 ms apart, 400 at once");
        Comparison compared =
                Comparison.run(
                        targets,
                        timing.rounds(),
                        target -> stream(loop, target, timing.warm()),
                        target -> stream(loop, target, timing.measured()),
                        out);
        report.put(Figure.CHUNK_GAP_P99_MS, compared.added(Measured::p99Millis));
        report.put(Figure.CPU_MICROS_STREAM, compared.ours(Measured::cpuMicrosPerRequest));
        report.put(Figure.CPU_RATIO_STREAM, compared.cpuRatio(Measured::cpuMicrosPerRequest));
        report.put(Figure.CPU_RATIO_STREAM_WITH_DATABASE, compared.cpuRatio(Measured::allMicros));
        report.put(Figure.NGINX_CHUNK_GAP_P99_MS, compared.nginxAdded(Measured::p99Millis));
        report.put(Figure.NGINX_CPU_MICROS_STREAM, compared.nginx(Measured::cpuMicrosPerRequest));
        report.count(Figure.ERRORS, compared.errors());
    }

    private Measured stream(LoadLoop loop, Target target, Duration measured) {
        Duration ramp = STREAM_LENGTH.plus(timing.ramp());
        return StreamLoad.run(
                loop,
                target,
                new StreamLoad.Plan(STREAMS, STREAM_LENGTH, ramp, measured),
                () -> {});
    }

    /** A new server, because memory that earlier phases took would count too. */
    private void openStreams(LoadLoop loop) {
        out.println("5,000 streams open at once");
        try (Simulator provider = Simulator.start(directory, FIRST_BYTE_MILLIS, SLOW_CHUNK_MILLIS);
                GatewayProcess server = GatewayProcess.start(directory, provider.port())) {
            List<String> keys = server.operator().keys(KEYS);
            AtomicLong largest = new AtomicLong();
            Measured held =
                    StreamLoad.run(
                            loop,
                            ours(server, keys),
                            new StreamLoad.Plan(
                                    OPEN_STREAMS,
                                    Duration.ofSeconds(10),
                                    Duration.ofSeconds(12),
                                    timing.measured()),
                            () -> largest.accumulateAndGet(server.residentMegabytes(), Math::max));
            report.put(Figure.RSS_5000_STREAMS_MB, (double) largest.get());
            report.count(Figure.ERRORS, held.errors());
            out.println("  " + largest + " MB resident, " + held.errors() + " errors");
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
