package io.fluxrouter.bench.process;

import io.fluxrouter.app.App;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * FluxRouter as the launcher runs it, with its own database and journal. Words in the environment
 * variable {@code BENCH_SERVER_OPTS} go to its JVM, for profiling.
 */
public final class GatewayProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready on http://127\\.0\\.0\\.1:(\\d+)");
    public static final String ADMIN_TOKEN = "bench-admin-token-0123456789";

    private final ChildProcess child;
    private final int port;
    private final Path data;

    private GatewayProcess(ChildProcess child, int port, Path data) {
        this.child = child;
        this.port = port;
        this.data = data;
    }

    /**
     * Starts a server and waits until it says it is ready.
     *
     * @param directory takes data and logs; a second server finds the first one's data there
     */
    public static GatewayProcess start(Path directory, int providerPort) {
        Path data = directory.resolve("data");
        ProcessBuilder command = new ProcessBuilder(command());
        Map<String, String> environment = command.environment();
        environment.keySet().removeIf(name -> name.startsWith("FLUX_"));
        environment.put("FLUX_PORT", "0");
        environment.put("FLUX_DATA_DIR", data.toString());
        environment.put("FLUX_ADMIN_TOKEN", ADMIN_TOKEN);
        environment.put("FLUX_PROVIDER_URL", "http://127.0.0.1:" + providerPort + "/v1");
        ChildProcess child = ChildProcess.start(command, directory.resolve("fluxrouter.log"));
        return new GatewayProcess(child, child.awaitPort(READY), data);
    }

    /** The launcher's own command for {@code serve}: it gives this JVM the server's flags. */
    private static List<String> command() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("--enable-native-access"))
                .forEach(words::add);
        String more = System.getenv().getOrDefault("BENCH_SERVER_OPTS", "");
        Stream.of(more.split(" ", -1)).filter(word -> !word.isEmpty()).forEach(words::add);
        words.addAll(program());
        words.add("serve");
        return words;
    }

    /** The jar that the launcher built, or the classes where tests run without one. */
    private static List<String> program() {
        Path code = codeOf(App.class);
        if (Files.isDirectory(code)) {
            return List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.fluxrouter.app.Main");
        }
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + code.resolveSibling("bench-serve.jsa"),
                "-jar",
                code.toString());
    }

    private static Path codeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException notAFile) {
            throw new IllegalStateException(notAFile);
        }
    }

    /** Where a server started with this directory keeps its embedded database. */
    public static Path databaseOf(Path directory) {
        return directory.resolve("data/postgres");
    }

    public int port() {
        return port;
    }

    public Operator operator() {
        return new Operator("http://127.0.0.1:" + port, ADMIN_TOKEN);
    }

    /** The CPU time of the server's JVM: requests, journal, and the shipping of usage. */
    public ProcessCpu cpu() {
        return ProcessCpu.alone(child.pid());
    }

    /** The CPU time of its embedded PostgreSQL, in which usage is settled. */
    public ProcessCpu databaseCpu() {
        return ProcessCpu.tree(databasePid());
    }

    public long residentMegabytes() {
        return ProcessFiles.residentKilobytes(child.pid()) / 1024;
    }

    /**
     * Kills the server with no chance to say goodbye.
     *
     * @param withDatabase kills its database too, right after; otherwise that finds itself alone
     */
    public void kill(boolean withDatabase) {
        List<ProcessHandle> database =
                withDatabase
                        ? ProcessFiles.tree(databasePid()).stream()
                                .flatMap(pid -> ProcessHandle.of(pid).stream())
                                .toList()
                        : List.of();
        child.kill();
        database.forEach(ProcessHandle::destroyForcibly);
        database.forEach(process -> process.onExit().join());
    }

    /** Requests that hold money now. */
    public long openHolds() {
        return Math.round(operator().metric("flux_open_holds"));
    }

    private long databasePid() {
        try (Stream<Path> files = Files.walk(data)) {
            Path file =
                    files.filter(path -> path.endsWith("postmaster.pid")).findFirst().orElseThrow();
            return Long.parseLong(Files.readAllLines(file).getFirst().strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
