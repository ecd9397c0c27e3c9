package io.fluxrouter.app.demo;

import io.fluxrouter.app.App;
import io.fluxrouter.app.config.Config;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * The verb {@code demo}: a node with simulated providers and a database of its own, and a tour of
 * it.
 */
public final class Demo {
    private Demo() {}

    /** Returns 0 if everything added up. Stays up afterwards unless told to exit. */
    public static int run(Config config, boolean exit, PrintStream out) {
        Path directory = temporaryDirectory();
        try (SimulatedProvider provider = SimulatedProvider.start(Settings.defaults())) {
            Config demo = config.forDemo(directory, URI.create(provider.baseUri()));
            out.println(
                    "Starting an embedded PostgreSQL, simulated providers and a simulated Stripe …");
            out.flush();
            DemoHistory.write(demo, Clock.systemUTC());
            try (Receiver receiver = Receiver.start();
                    App app = App.start(demo, Clock.systemUTC())) {
                String origin = "http://" + config.host() + ":" + app.port();
                receiver.subscribe(new Operator(origin, app.adminToken()));
                out.println("FluxRouter runs on " + origin);
                Tour tour = new Tour(app, origin, out);
                boolean sound = tour.run();
                out.flush();
                if (exit) return sound ? 0 : 1;
                tour.invite();
                invite(origin, out);
                stayUp(out);
                // The signal says how it ended. To exit with a code of our own would wait for the
                // shutdown that waits for us.
                return 0;
            }
        } finally {
            delete(directory);
        }
    }

    private static void invite(String origin, PrintStream out) {
        out.println();
        out.println("  Console: " + origin + "/ as " + DemoHistory.OWNER);
        out.println("  Operator: the same as " + DemoHistory.OPERATOR);
        out.println("  Password of both: " + DemoHistory.PASSWORD);
    }

    private static void stayUp(PrintStream out) {
        out.println();
        out.println("  Up until Ctrl-C.");
        out.flush();
        CountDownLatch stop = new CountDownLatch(1);
        Thread tour = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    stop.countDown();
                                    join(tour);
                                },
                                "shutdown"));
        try {
            stop.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread tour) {
        try {
            tour.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("fluxrouter-demo");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
