package io.fluxrouter.bench.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/**
 * A fixed number of callers, each of which sends its next request as soon as it has its answer: the
 * machine is as busy as it can be.
 *
 * <p>Threads: the caller's keeps the time; all fields belong to the loop.
 */
public final class ClosedLoop {
    private static final long LONGEST_MICROS = Duration.ofMinutes(1).toMillis() * 1_000;
    private static final long RETRY_MILLIS = 100;

    private final LoadLoop loop;
    private final ChatCalls calls;
    private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    private boolean measuring;
    private boolean stopped;
    private long completed;
    private long failed;

    /**
     * The load of one phase.
     *
     * @param ramp time before the measured part, over half of which the callers begin
     */
    public record Plan(int connections, Duration ramp, Duration measured) {}

    private ClosedLoop(LoadLoop loop, Target target) {
        this.loop = loop;
        this.calls = new ChatCalls(target, false);
    }

    /** Runs a phase and closes its connections, unanswered requests included. Blocks. */
    public static Measured run(LoadLoop loop, Target target, Plan plan) {
        Connections connections =
                loop.await(
                        () -> Connections.open(loop.client(), target.port(), plan.connections()));
        ClosedLoop load = new ClosedLoop(loop, target);
        try {
            long start = System.nanoTime();
            loop.execute(() -> load.begin(connections, plan));
            LoadLoop.parkUntil(start + plan.ramp().toNanos());
            loop.execute(() -> load.measuring = true);
            CpuWindow window = CpuWindow.open(target);
            LoadLoop.parkUntil(System.nanoTime() + plan.measured().toNanos());
            return load.stop(window.used());
        } finally {
            loop.await(connections::close);
        }
    }

    private Measured stop(CpuWindow.Used used) {
        CompletableFuture<Measured> result = new CompletableFuture<>();
        loop.execute(
                () -> {
                    stopped = true;
                    result.complete(Measured.of(completed, failed, used, latencies));
                });
        return result.join();
    }

    private void begin(Connections connections, Plan plan) {
        double step = plan.ramp().toMillis() / 2.0 / plan.connections();
        for (int i = 0; i < plan.connections(); i++) {
            HttpClientConnection connection = connections.take();
            if (connection == null) throw new IllegalStateException("too few connections");
            loop.later(Math.round(i * step), () -> send(connection));
        }
    }

    private void send(HttpClientConnection connection) {
        if (stopped) return;
        long sent = System.nanoTime();
        calls.send(connection)
                .compose(response -> response.body().map(body -> whole(response, body)))
                .onComplete(
                        done -> {
                            if (Boolean.TRUE.equals(done.result())) completed(connection, sent);
                            else failed(connection);
                        });
    }

    private static boolean whole(HttpClientResponse response, Buffer body) {
        return response.statusCode() == 200 && body.length() > 0;
    }

    private void completed(HttpClientConnection connection, long sent) {
        if (measuring && !stopped) {
            completed++;
            latencies.recordValue((System.nanoTime() - sent) / 1_000);
        }
        send(connection);
    }

    private void failed(HttpClientConnection connection) {
        if (stopped) return;
        failed++;
        loop.later(RETRY_MILLIS, () -> send(connection));
    }
}
