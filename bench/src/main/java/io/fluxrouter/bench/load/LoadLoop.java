package io.fluxrouter.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The one event loop that sends all load, so that every target meets the same client. Its methods
 * may be called from any thread but the loop.
 */
public final class LoadLoop implements AutoCloseable {
    private final Vertx vertx;
    private final Context context;
    private final HttpClientAgent client;

    private LoadLoop(Vertx vertx) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(new HttpClientOptions());
    }

    public static LoadLoop start() {
        return new LoadLoop(Vertx.vertx());
    }

    HttpClientAgent client() {
        return client;
    }

    void execute(Runnable step) {
        context.runOnContext(ignored -> step.run());
    }

    void later(long millis, Runnable step) {
        vertx.setTimer(Math.max(1, millis), timer -> step.run());
    }

    /** Runs a step on the loop and waits for what it promises. */
    <T> T await(Supplier<Future<T>> step) {
        Promise<T> promise = Promise.promise();
        execute(() -> step.get().onComplete(promise));
        return promise.future().toCompletionStage().toCompletableFuture().join();
    }

    /** Waits until a moment of {@link System#nanoTime()}. */
    static void parkUntil(long nanoTime) {
        long left;
        while ((left = nanoTime - System.nanoTime()) > 0) LockSupport.parkNanos(left);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
