package io.fluxrouter.bench;

import io.fluxrouter.bench.settle.SettleBench;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code bench gateway [--quick] [--json]}. */
final class GatewayCommand {
    private GatewayCommand() {}

    static int run(List<String> words, PrintStream out) {
        Arguments arguments = Arguments.of(words, Set.of("--json", "--quick"), Set.of());
        Timing timing = arguments.has("--quick") ? Timing.QUICK : Timing.FULL;
        Path directory = RunDirectory.create(out);
        Report report = new Report();
        new GatewayBench(directory, timing, out, report).run();
        settle(directory.resolve("settle"), timing, report, out);
        report.print(out);
        if (arguments.has("--json")) out.println(report.json());
        return 0;
    }

    private static void settle(Path directory, Timing timing, Report report, PrintStream out) {
        out.println("Settling " + timing.events() + " events a round");
        SettleBench.Result result =
                SettleBench.run(directory, timing.events(), timing.rounds(), out);
        report.put(Figure.SETTLED_PER_S, result.settledPerSecond());
        report.put(Figure.COPIED_PER_S, result.copiedPerSecond());
        report.put(Figure.SETTLE_COPY_RATIO, result.ratio());
    }
}
