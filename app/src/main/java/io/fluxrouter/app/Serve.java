package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import java.io.PrintStream;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** The verb {@code serve}: runs a node until it is told to stop. */
final class Serve {
    private Serve() {}

    static int run(Config config, PrintStream out) {
        App app = App.start(config, Clock.systemUTC());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    app.close();
                                    stopped.countDown();
                                },
                                "shutdown"));
        if (config.adminToken().isEmpty()) {
            out.println("Admin token: in " + AdminTokenFile.path(config.dataDirectory()));
        }
        app.simulatedStripe()
                .ifPresent(stripe -> out.println("Simulated Stripe runs on " + stripe.baseUrl()));
        app.providers().advice().forEach(out::println);
        // Last, so that whoever waits for it has read the rest.
        out.println("FluxRouter is ready on http://" + config.host() + ":" + app.port());
        out.flush();
        try {
            stopped.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
