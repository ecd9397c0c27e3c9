package io.fluxrouter.app.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The real server in a process of its own, with its embedded database, so that it can be killed.
 * Its data directory outlives it: starting again goes on where it was.
 */
public final class ServerProcess implements AutoCloseable {
    public static final String ADMIN_TOKEN = TestNode.ADMIN_TOKEN;

    private static final Duration START = Duration.ofSeconds(60);
    private static final String READY = "FluxRouter is ready on ";

    private final String providerUrl;
    private final Path directory;
    private final Map<String, String> more;
    private Process process;
    private TestApi api;
    private int runs;

    /** Kept over restarts, as an address that others know is. */
    private int port;

    private ServerProcess(String providerUrl, Path directory, Map<String, String> more) {
        this.providerUrl = providerUrl;
        this.directory = directory;
        this.more = Map.copyOf(more);
        this.process = launch();
        this.api = awaitReady();
    }

    public static ServerProcess start(String providerUrl) {
        return start(providerUrl, Map.of());
    }

    /** With more settings than the usual. */
    public static ServerProcess start(String providerUrl, Map<String, String> more) {
        return new ServerProcess(providerUrl, TestNode.temporaryDirectory(), more);
    }

    public TestApi api() {
        return api;
    }

    public Path dataDirectory() {
        return directory.resolve("data");
    }

    public long pid() {
        return process.pid();
    }

    /** Everything the process has logged, over all its runs. */
    public String log() throws IOException {
        StringBuilder log = new StringBuilder();
        for (int run = 1; run <= runs; run++) log.append(Files.readString(logFile(run)));
        return log.toString();
    }

    /** SIGKILL: no chance to say goodbye. */
    public void kill() {
        process.destroyForcibly();
        await(process);
    }

    /** SIGTERM, as a service manager would. */
    public void terminate() {
        process.destroy();
        await(process);
    }

    /** Starts again on the same data. */
    public void restart() {
        process = launch();
        api = awaitReady();
    }

    private Process launch() {
        runs++;
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        // It lives for seconds: what compiles longer never pays.
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classPath(),
                        "io.fluxrouter.app.Main",
                        "serve");
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("FLUX_"));
        environment.put("FLUX_PORT", Integer.toString(port));
        environment.put("FLUX_DATA_DIR", dataDirectory().toString());
        environment.put("FLUX_ADMIN_TOKEN", TestNode.ADMIN_TOKEN);
        environment.put("FLUX_PROVIDER_URL", providerUrl);
        environment.putAll(more);
        builder.redirectErrorStream(true).redirectOutput(logFile(runs).toFile());
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Surefire hides the real class path behind a jar with a manifest. */
    private static String classPath() {
        String real = System.getProperty("surefire.test.class.path");
        return real != null ? real : System.getProperty("java.class.path");
    }

    private Path logFile(int run) {
        return directory.resolve("server-" + run + ".out");
    }

    private TestApi awaitReady() {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            String log = read(logFile(runs));
            int at = log.indexOf(READY);
            if (at >= 0 && log.indexOf('\n', at) > 0) {
                String origin = log.substring(at + READY.length(), log.indexOf('\n', at));
                port = URI.create(origin.strip()).getPort();
                return new TestApi(origin.strip(), TestNode.ADMIN_TOKEN);
            }
            if (!process.isAlive()) throw new IllegalStateException("did not start:\n" + log);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new IllegalStateException("not ready in time:\n" + read(logFile(runs)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " goes on");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** Ends the process properly, so that its database does not stay behind. */
    @Override
    public void close() {
        if (!process.isAlive()) restartToStopTheDatabase();
        terminate();
    }

    private void restartToStopTheDatabase() {
        if (Files.exists(dataDirectory().resolve("postgres/data/postmaster.pid"))) restart();
    }
}
