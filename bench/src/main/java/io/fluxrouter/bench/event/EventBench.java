package io.fluxrouter.bench.event;

import io.fluxrouter.bench.process.GatewayProcess;
import io.fluxrouter.bench.process.ProcessCpu;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sends usage events to a server as it is shipped: new ones only, of a hundred customers. */
public final class EventBench {
    private static final int SENDERS = 128;
    private static final int BATCH_SENDERS = 3;
    private static final int BATCH = 1_000;
    private static final int CUSTOMERS = 100;
    private static final int NO_PROVIDER = 9;

    private final int port;
    private final String token;
    private final AtomicLong next = new AtomicLong();
    private final long run = System.nanoTime();

    private EventBench(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /**
     * How fast events were taken, answered after they were durable, and what one cost.
     *
     * @param cpuMicros of the server's JVM
     * @param databaseCpuMicros of PostgreSQL
     */
    public record Rate(double perSecond, double cpuMicros, double databaseCpuMicros) {}

    /** Events that come alone, and in batches of a thousand. */
    public record Result(Rate single, Rate batch) {}

    /** Blocks. The directory takes the server's data and log. */
    public static Result run(Path directory, Duration warm, Duration measured) {
        try (GatewayProcess server = GatewayProcess.start(directory, NO_PROVIDER)) {
            EventBench bench = new EventBench(server.port(), GatewayProcess.ADMIN_TOKEN);
            bench.prepare();
            bench.send(SENDERS, warm, bench::sendOne);
            Rate single = measure(server, () -> bench.send(SENDERS, measured, bench::sendOne));
            bench.send(BATCH_SENDERS, warm, bench::sendBatch);
            return new Result(
                    single,
                    measure(server, () -> bench.send(BATCH_SENDERS, measured, bench::sendBatch)));
        }
    }

    /** By the clock and by the CPU time of server and database, which a busy machine bends less. */
    private static Rate measure(GatewayProcess server, LongSupplier load) {
        ProcessCpu cpu = server.cpu();
        ProcessCpu database = server.databaseCpu();
        long cpuBefore = cpu.micros();
        long databaseBefore = database.micros();
        long start = System.nanoTime();
        double events = load.getAsLong();
        return new Rate(
                events * 1e9 / (System.nanoTime() - start),
                (cpu.micros() - cpuBefore) / events,
                (database.micros() - databaseBefore) / events);
    }

    private void prepare() {
        try (Wire wire = new Wire(port, token)) {
            wire.post(
                    "/api/v1/features",
                    """
                    {"name":"Tokens","lookup_key":"tokens","type":"meter","meter_name":"tokens",
                     "aggregation_type":"SUM","property_name":"tokens"}""");
            for (int i = 0; i < CUSTOMERS; i++) {
                wire.post(
                        "/api/v1/customers",
                        "{\"name\":\"c%d\",\"email\":\"c@bench.test\",\"external_id\":\"c%d\"}"
                                .formatted(i, i));
            }
        }
    }

    /** How many events were taken in that time. */
    private long send(int senders, Duration time, ToIntFunction<Wire> send) {
        long end = System.nanoTime() + time.toNanos();
        long events = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> sums = new ArrayList<>();
            for (int i = 0; i < senders; i++) sums.add(threads.submit(() -> until(end, send)));
            for (Future<Long> sum : sums) events += sum.get();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        return events;
    }

    private long until(long end, ToIntFunction<Wire> send) {
        long events = 0;
        try (Wire wire = new Wire(port, token)) {
            while (System.nanoTime() < end) events += send.applyAsInt(wire);
        }
        return events;
    }

    private int sendOne(Wire wire) {
        wire.post("/api/v1/usage", event());
        return 1;
    }

    private int sendBatch(Wire wire) {
        String events =
                IntStream.range(0, BATCH)
                        .mapToObj(i -> event())
                        .collect(Collectors.joining(",", "[", "]"));
        String answer = wire.post("/api/v1/usage/batch", events);
        if (!answer.contains("\"stored\":" + BATCH)) throw new IllegalStateException(answer);
        return BATCH;
    }

    private String event() {
        long number = next.getAndIncrement();
        return "{\"meter_name\":\"tokens\",\"customer_external_id\":\"c"
                + number % CUSTOMERS
                + "\",\"idempotency_key\":\""
                + run
                + "-"
                + number
                + "\",\"properties\":{\"tokens\":"
                + number % 1_000
                + ",\"model\":\"flux-fast\"}}";
    }
}
