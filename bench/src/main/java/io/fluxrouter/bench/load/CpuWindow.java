package io.fluxrouter.bench.load;

/** The CPU time a target uses from the opening of the window on, in microseconds. */
final class CpuWindow {
    private final Target target;
    private final long cpu;
    private final long databaseCpu;

    private CpuWindow(Target target) {
        this.target = target;
        this.cpu = target.cpu().micros();
        this.databaseCpu = target.databaseCpu().micros();
    }

    static CpuWindow open(Target target) {
        return new CpuWindow(target);
    }

    Used used() {
        return new Used(target.cpu().micros() - cpu, target.databaseCpu().micros() - databaseCpu);
    }

    record Used(long micros, long databaseMicros) {}
}
