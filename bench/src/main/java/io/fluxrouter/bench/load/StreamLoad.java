package io.fluxrouter.bench.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/**
 * A fixed number of streams open at once: as one ends, the next begins on its connection.
 *
 * <p>Threads: the caller's keeps the time; all fields belong to the loop.
 */
public final class StreamLoad {
    private static final byte[] DONE = "[DONE]\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final long LONGEST_MICROS = Duration.ofMinutes(1).toMillis() * 1_000;
    private static final long SAMPLE_NANOS = Duration.ofMillis(250).toNanos();
    private static final long RETRY_MILLIS = 100;

    private final LoadLoop loop;
    private final ChatCalls calls;
    private final Histogram gaps = new Histogram(LONGEST_MICROS, 3);
    private boolean measuring;
    private boolean stopped;
    private long completed;
    private long failed;

    /**
     * The load of one phase.
     *
     * @param stagger the time over which the first streams begin
     * @param ramp time before the measured part, stagger included
     */
    public record Plan(int streams, Duration stagger, Duration ramp, Duration measured) {}

    private StreamLoad(LoadLoop loop, Target target) {
        this.loop = loop;
        this.calls = new ChatCalls(target, true);
    }

    /**
     * Runs a phase and closes its connections, unfinished streams included. Blocks.
     *
     * @param sample run on the caller's thread a few times a second while measuring
     */
    public static Measured run(LoadLoop loop, Target target, Plan plan, Runnable sample) {
        Connections connections =
                loop.await(() -> Connections.open(loop.client(), target.port(), plan.streams()));
        StreamLoad load = new StreamLoad(loop, target);
        try {
            long start = System.nanoTime();
            loop.execute(() -> load.begin(connections, plan));
            LoadLoop.parkUntil(start + plan.ramp().toNanos());
            loop.execute(() -> load.measuring = true);
            CpuWindow window = CpuWindow.open(target);
            long end = System.nanoTime() + plan.measured().toNanos();
            while (end - System.nanoTime() > SAMPLE_NANOS) {
                LoadLoop.parkUntil(System.nanoTime() + SAMPLE_NANOS);
                sample.run();
            }
            LoadLoop.parkUntil(end);
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
                    result.complete(Measured.of(completed, failed, used, gaps));
                });
        return result.join();
    }

    private void begin(Connections connections, Plan plan) {
        double step = plan.stagger().toMillis() / (double) plan.streams();
        for (int i = 0; i < plan.streams(); i++) {
            HttpClientConnection connection = connections.take();
            if (connection == null) throw new IllegalStateException("too few connections");
            loop.later(Math.round(i * step), () -> open(connection));
        }
    }

    private void open(HttpClientConnection connection) {
        if (stopped) return;
        calls.send(connection)
                .onSuccess(response -> read(response, connection))
                .onFailure(broken -> failed(connection));
    }

    private void read(HttpClientResponse response, HttpClientConnection connection) {
        Arrivals arrivals = new Arrivals();
        response.exceptionHandler(broken -> failed(connection));
        response.handler(arrivals::chunk);
        response.endHandler(
                end -> {
                    if (response.statusCode() == 200 && arrivals.done()) completed(connection);
                    else failed(connection);
                });
    }

    private void completed(HttpClientConnection connection) {
        if (measuring && !stopped) completed++;
        open(connection);
    }

    private void failed(HttpClientConnection connection) {
        if (stopped) return;
        failed++;
        loop.later(RETRY_MILLIS, () -> open(connection));
    }

    /** The chunks of one stream as they come. */
    private final class Arrivals {
        private long last;
        private Buffer end = Buffer.buffer();

        void chunk(Buffer bytes) {
            long now = System.nanoTime();
            if (last != 0 && measuring && !stopped) gaps.recordValue((now - last) / 1_000);
            last = now;
            // The end may come in pieces.
            end = bytes.length() >= DONE.length ? bytes : end.copy().appendBuffer(bytes);
        }

        boolean done() {
            int from = end.length() - DONE.length;
            return from >= 0 && Arrays.equals(end.getBytes(from, end.length()), DONE);
        }
    }
}
