package io.fluxrouter.bench;

import io.fluxrouter.bench.event.EventBench;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** {@code bench events [--quick] [--json]}: usage events, from the request to the answer. */
final class EventCommand {
    private EventCommand() {}

    static int run(List<String> words, PrintStream out) {
        Arguments arguments = Arguments.of(words, Set.of("--json", "--quick"), Set.of());
        Timing timing = arguments.has("--quick") ? Timing.QUICK : Timing.FULL;
        EventBench.Result result =
                EventBench.run(RunDirectory.create(out), timing.warm(), timing.measured());
        Report report = new Report();
        report.put(Figure.EVENTS_SINGLE_PER_S, result.single().perSecond());
        report.put(Figure.EVENT_CPU_MICROS, result.single().cpuMicros());
        report.put(Figure.EVENT_DATABASE_CPU_MICROS, result.single().databaseCpuMicros());
        report.put(Figure.EVENTS_BATCH_PER_S, result.batch().perSecond());
        report.put(Figure.BATCHED_EVENT_CPU_MICROS, result.batch().cpuMicros());
        report.put(Figure.BATCHED_EVENT_DATABASE_CPU_MICROS, result.batch().databaseCpuMicros());
        report.print(out);
        if (arguments.has("--json")) out.println(report.json());
        return 0;
    }
}
