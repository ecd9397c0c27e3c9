package io.fluxrouter.billing.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of its own that starts an embedded server and keeps it until its standard input ends, so
 * that tests can kill it.
 */
final class ChildServer implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildServer(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** The program: data directory and directory of binaries as arguments. */
    static void main(String[] arguments) throws IOException {
        var options = EmbeddedPostgres.Options.standard().withSharedBinaries(Path.of(arguments[1]));
        try (var server = EmbeddedPostgres.start(Path.of(arguments[0]), options)) {
            System.out.println("pid " + server.pid());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        System.out.println("stopped");
    }

    static ChildServer start(
            List<String> prefix, String classPath, Path dataDirectory, Path binaries)
            throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-cp", classPath, ChildServer.class.getName()));
        command.addAll(List.of(dataDirectory.toString(), binaries.toString()));
        return new ChildServer(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Waits for the server and returns the process id of PostgreSQL. */
    long awaitPid() throws IOException {
        String line = output.readLine();
        if (line == null) throw new IllegalStateException("the child ended without a server");
        return Long.parseLong(line.substring("pid ".length()));
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Ends the input of the child and returns what it says last. */
    String stop() throws IOException {
        process.getOutputStream().close();
        return String.valueOf(output.readLine());
    }

    @Override
    public void close() {
        kill();
    }
}
