package io.fluxrouter.bench.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Requests sent at moments fixed beforehand, however slowly answers come; a latency counts from the
 * moment planned, so a stall is seen by all who would have met it.
 *
 * <p>Threads: the caller's keeps the time; fields without a note belong to the loop.
 */
public final class OpenLoop {
    private static final long DRAIN_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long LONGEST_MICROS = Duration.ofMinutes(1).toMillis() * 1_000;

    private final LoadLoop loop;
    private final Target target;
    private final Plan plan;
    private final ChatCalls calls;
    private final Connections connections;
    private final ArrayDeque<Shot> waiting = new ArrayDeque<>();
    private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);

    // Read by the caller's thread too.
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /**
     * The load of one phase.
     *
     * @param ramp time before the measured part, under the same load
     */
    public record Plan(int connections, int perSecond, Duration ramp, Duration measured) {}

    private record Shot(long due, boolean measured) {}

    private OpenLoop(LoadLoop loop, Target target, Plan plan, Connections connections) {
        this.loop = loop;
        this.target = target;
        this.plan = plan;
        this.connections = connections;
        this.calls = new ChatCalls(target, false);
    }

    /** Runs a phase and closes its connections. Blocks. */
    public static Measured run(LoadLoop loop, Target target, Plan plan) {
        Connections connections =
                loop.await(
                        () -> Connections.open(loop.client(), target.port(), plan.connections()));
        try {
            return new OpenLoop(loop, target, plan, connections).run();
        } finally {
            loop.await(connections::close);
        }
    }

    /** Sends a single request. */
    public static Measured one(LoadLoop loop, Target target) {
        Duration once = Duration.ofMillis(1);
        return run(loop, target, new Plan(1, 1_000, Duration.ZERO, once));
    }

    private Measured run() {
        long interval = Duration.ofSeconds(1).toNanos() / plan.perSecond();
        long ramp = plan.ramp().toNanos() / interval;
        long measured = plan.measured().toNanos() / interval;
        long start = System.nanoTime();
        send(start, interval, 0, ramp, false);
        CpuWindow window = CpuWindow.open(target);
        send(start, interval, ramp, ramp + measured, true);
        CpuWindow.Used used = window.used();
        drain(ramp + measured);
        long lost = ramp + measured - answered.get() - failed.get();
        return Measured.of(measured, failed.get() + lost, used, latencies);
    }

    private void send(long start, long interval, long from, long to, boolean measured) {
        for (long i = from; i < to; i++) {
            Shot shot = new Shot(start + i * interval, measured);
            LoadLoop.parkUntil(shot.due());
            loop.execute(() -> send(shot));
        }
    }

    private void drain(long sent) {
        long limit = System.nanoTime() + DRAIN_NANOS;
        while (answered.get() + failed.get() < sent && System.nanoTime() < limit) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void send(Shot shot) {
        HttpClientConnection connection = connections.take();
        if (connection == null) waiting.add(shot);
        else send(shot, connection);
    }

    private void send(Shot shot, HttpClientConnection connection) {
        calls.send(connection)
                .compose(response -> response.body().map(body -> whole(response, body)))
                .onComplete(done -> ended(shot, connection, done.result()));
    }

    private static boolean whole(HttpClientResponse response, Buffer body) {
        return response.statusCode() == 200 && body.length() > 0;
    }

    /** Null for a broken connection, which is not used again. */
    private void ended(Shot shot, HttpClientConnection connection, @Nullable Boolean whole) {
        if (shot.measured()) latencies.recordValue((System.nanoTime() - shot.due()) / 1_000);
        (Boolean.TRUE.equals(whole) ? answered : failed).incrementAndGet();
        if (whole == null) return;
        Shot next = waiting.poll();
        if (next == null) connections.giveBack(connection);
        else send(next, connection);
    }
}
