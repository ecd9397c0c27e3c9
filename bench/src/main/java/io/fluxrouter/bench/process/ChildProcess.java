package io.fluxrouter.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that ends when the bench ends, be it early. Its error output goes to a file. */
final class ChildProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path errors;
    private final Thread atExit;

    private ChildProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.atExit = new Thread(process::destroy);
    }

    static ChildProcess start(ProcessBuilder command, Path errors) {
        try {
            Process process =
                    command.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                            .start();
            ChildProcess child = new ChildProcess(process, errors);
            Runtime.getRuntime().addShutdownHook(child.atExit);
            return child;
        } catch (IOException cannotRun) {
            throw new UncheckedIOException(cannotRun);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: no chance to say goodbye. Waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        close();
    }

    /**
     * Waits for the line that tells a port, its first group, and keeps reading so nobody blocks.
     */
    int awaitPort(Pattern line) {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> readOutput(line, port));
        try {
            return port.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        } catch (ExecutionException | TimeoutException failure) {
            close();
            throw new IllegalStateException("a program did not start; see " + errors, failure);
        }
    }

    private void readOutput(Pattern line, CompletableFuture<Integer> port) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String text;
            while ((text = lines.readLine()) != null) {
                Matcher found = line.matcher(text);
                if (found.find()) port.complete(Integer.valueOf(found.group(1)));
            }
            port.completeExceptionally(new IllegalStateException("it ended"));
        } catch (IOException ended) {
            port.completeExceptionally(ended);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException exiting) {
            // The hook runs already, and ends the program itself.
            process.destroy();
        }
    }
}
