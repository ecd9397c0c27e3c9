package io.fluxrouter.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The verb {@code bench}: {@code gateway} or {@code settle}, then {@code [--json] [--quick]}. */
public final class Main {
    private static final Set<String> BENCHMARKS = Set.of("gateway", "settle");
    private static final Set<String> OPTIONS = Set.of("--json", "--quick");
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        if (words.isEmpty()
                || !BENCHMARKS.contains(words.getFirst())
                || !OPTIONS.containsAll(words.subList(1, words.size()))) {
            System.err.println("usage: fluxrouter bench gateway|settle [--json] [--quick]");
            System.exit(USAGE);
        }
        Timing timing = words.contains("--quick") ? Timing.QUICK : Timing.FULL;
        Report report =
                words.getFirst().equals("settle")
                        ? SettleCommand.run(timing, System.out)
                        : gateway(timing);
        report.print(System.out);
        if (words.contains("--json")) System.out.println(report.json());
    }

    private static Report gateway(Timing timing) {
        Path directory = RunDirectory.create(System.out);
        Report report = new Report();
        new GatewayBench(directory, timing, System.out, report).run();
        SettleCommand.measure(directory, timing, report, System.out);
        return report;
    }
}
