package io.fluxrouter.bench.settle;

import io.fluxrouter.bench.process.ProcessCpu;
import io.fluxrouter.billing.journal.Journal;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Usage events at a steady rate, appended by this process and settled by it. */
public final class SteadyLoad {
    private static final int PER_SECOND = 2_000;
    private static final long PAUSE_NANOS = 2_000_000;

    private final Usage usage;
    private final Journal journal;
    private final ProcessCpu jvm = ProcessCpu.alone(ProcessHandle.current().pid());
    private final ProcessCpu all = ProcessCpu.tree(ProcessHandle.current().pid());

    SteadyLoad(Usage usage, Journal journal) {
        this.usage = usage;
        this.journal = journal;
    }

    /**
     * CPU time in microseconds for each event.
     *
     * @param jvm appending, the journal's syncs and settling
     */
    public record Cpu(double jvm, double database) {}

    /** The events are made before the clock starts: what makes them is no part of us. */
    Cpu run(Duration length) {
        List<UsageEvent> events = new ArrayList<>();
        for (long i = 0; i < length.toMillis() * PER_SECOND / 1_000; i++) events.add(usage.next());
        long jvmBefore = jvm.micros();
        long allBefore = all.micros();
        append(events);
        double ours = jvm.micros() - jvmBefore;
        double theirs = all.micros() - allBefore - ours;
        return new Cpu(ours / events.size(), theirs / events.size());
    }

    private void append(List<UsageEvent> events) {
        List<CompletableFuture<?>> kept = new ArrayList<>(events.size());
        long start = System.nanoTime();
        while (kept.size() < events.size()) {
            long due = (System.nanoTime() - start) * PER_SECOND / 1_000_000_000;
            while (kept.size() < Math.min(due, events.size())) {
                while (!journal.reserve()) Thread.onSpinWait();
                kept.add(journal.append(events.get(kept.size())));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        CompletableFuture.allOf(kept.toArray(CompletableFuture<?>[]::new)).join();
    }
}
