package io.fluxrouter.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/**
 * The threads that serve requests. On Linux they wait with epoll itself, which costs less than the
 * JDK's selector; elsewhere Vert.x falls back to that.
 */
final class EventLoops {
    private EventLoops() {}

    static Vertx start(int count) {
        doWithout("vertx.disableMetrics");
        doWithout("vertx.disableContextTimings");
        return Vertx.vertx(
                new VertxOptions()
                        .setEventLoopPoolSize(count)
                        .setPreferNativeTransport(true)
                        // All classes come from one loader, which every thread has anyway.
                        .setDisableTCCL(true));
    }

    /**
     * Vert.x would measure for nobody on each request; it reads these once, before its first use.
     */
    private static void doWithout(String property) {
        if (System.getProperty(property) == null) System.setProperty(property, "true");
    }
}
