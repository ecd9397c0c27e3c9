package io.fluxrouter.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
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
        Path target = checkout().resolve("app/target");
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("--enable-native-access"))
                .forEach(words::add);
        words.add("-XX:+AutoCreateSharedArchive");
        words.add("-XX:SharedArchiveFile=" + target.resolve("bench-serve.jsa"));
        String more = System.getenv().getOrDefault("BENCH_SERVER_OPTS", "");
        Stream.of(more.split(" ", -1)).filter(word -> !word.isEmpty()).forEach(words::add);
        words.addAll(List.of("-jar", target.resolve("fluxrouter.jar").toString(), "serve"));
        return words;
    }

    /** The launcher builds the bench in bench/target/classes of the checkout. */
    private static Path checkout() {
        String classes = System.getProperty("java.class.path").split(":", 2)[0];
        return Path.of(classes).toAbsolutePath().normalize().resolve("../../..").normalize();
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
