package io.fluxrouter.bench;

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
        SettleCommand.measure(directory, timing, report, out);
        report.print(out);
        if (arguments.has("--json")) out.println(report.json());
        return 0;
    }
}
