package io.fluxrouter.bench.process;

/** A counter of the CPU time a program has used, to the clock tick, commonly 10 ms. */
@FunctionalInterface
public interface ProcessCpu {
    long micros();

    /** One process without its children. */
    static ProcessCpu alone(long pid) {
        long perTick = 1_000_000 / ProcessFiles.ticksPerSecond();
        return () -> ProcessFiles.ticks(pid, false) * perTick;
    }

    /** A process and its children, those that ended included. */
    static ProcessCpu tree(long pid) {
        long perTick = 1_000_000 / ProcessFiles.ticksPerSecond();
        return () -> {
            long ticks = 0;
            for (long member : ProcessFiles.tree(pid)) ticks += ProcessFiles.ticks(member, true);
            return ticks * perTick;
        };
    }
}
