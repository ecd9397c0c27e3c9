package io.fluxrouter.bench.process;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** The simulated provider in a process of its own, so its work is not counted as anybody's. */
public final class Simulator implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("^port (\\d+)$");

    private final ChildProcess child;
    private final int port;

    private Simulator(ChildProcess child, int port) {
        this.child = child;
        this.port = port;
    }

    /** Starts a provider that waits before the first byte, and between the chunks of a stream. */
    public static Simulator start(Path directory, long firstByteMillis, long perChunkMillis) {
        ProcessBuilder command =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorMain.class.getName(),
                        "gpt-4.1-nano",
                        Long.toString(firstByteMillis),
                        Long.toString(perChunkMillis));
        ChildProcess child = ChildProcess.start(command, directory.resolve("simulator.log"));
        return new Simulator(child, child.awaitPort(PORT));
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        child.close();
    }
}
