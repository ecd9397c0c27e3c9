package io.fluxrouter.simulator;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A running LLM provider that answers OpenAI's chat-completions wire on loopback, and counts what
 * it serves. Faults are ordered with {@link #faults()}, in the header {@code x-simulate}, or in the
 * request's {@code user} member after {@code simulate:}.
 *
 * <p>Threads: all methods may be called from anywhere, but {@link #start(Settings)} and {@link
 * #close()} block and so must not run on an event loop.
 */
public final class SimulatedProvider implements AutoCloseable {
    private final ProviderState state;
    private final int port;
    private final Supplier<Future<Void>> stopping;

    private SimulatedProvider(ProviderState state, int port, Supplier<Future<Void>> stopping) {
        this.state = state;
        this.port = port;
        this.stopping = stopping;
    }

    /** Starts a provider on another's event loops. Fails when the port is taken. */
    public static Future<SimulatedProvider> start(Vertx vertx, Settings settings) {
        ProviderState state = ProviderState.of(settings);
        AtomicInteger port = new AtomicInteger();
        return vertx.deployVerticle(
                        () -> new ProviderVerticle(state, port),
                        new DeploymentOptions().setInstances(settings.eventLoops()))
                .map(id -> new SimulatedProvider(state, port.get(), () -> vertx.undeploy(id)));
    }

    /** Starts a provider with event loops of its own, which {@link #close()} ends. */
    public static SimulatedProvider start(Settings settings) {
        // Nothing is served from files, so no cache directory is made for them.
        FileSystemOptions noFiles =
                new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false);
        Vertx vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(settings.eventLoops())
                                .setFileSystemOptions(noFiles));
        try {
            SimulatedProvider started = join(start(vertx, settings));
            return new SimulatedProvider(started.state, started.port, vertx::close);
        } catch (RuntimeException e) {
            join(vertx.close());
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /** What clients call the base URL, version included. */
    public String baseUri() {
        return "http://" + ProviderVerticle.HOST + ":" + port + "/v1";
    }

    /** The faults to come. */
    public Faults faults() {
        return state.faults();
    }

    /** The totals since the start; a reply is counted before its last byte is written. */
    public Tally tally() {
        return state.book().snapshot();
    }

    /** The latest chat requests, oldest first; empty unless the settings ask for recording. */
    public List<RecordedRequest> recordedRequests() {
        return state.recorder().latest();
    }

    /** The body of the latest recorded chat request. */
    public Optional<String> lastRequestBody() {
        List<RecordedRequest> latest = recordedRequests();
        return latest.isEmpty() ? Optional.empty() : Optional.of(latest.getLast().body());
    }

    /** Closes the port and all connections, streams included. */
    public Future<Void> stop() {
        return stopping.get();
    }

    /** Stops and waits until it is done. */
    @Override
    public void close() {
        join(stop());
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
