package io.fluxrouter.bench;

import io.fluxrouter.bench.event.EventBench;
import io.fluxrouter.bench.settle.SettleBench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The verb {@code bench}: {@code gateway} or {@code events}, each with {@code [--json] [--quick]}. */
public final class Main {
    private static final Set<String> OPTIONS = Set.of("--json", "--quick");
    private static final Set<String> BENCHES = Set.of("gateway", "events");
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        if (words.isEmpty()
                || !BENCHES.contains(words.getFirst())
                || !OPTIONS.containsAll(words.subList(1, words.size()))) {
            System.err.println("usage: fluxrouter bench gateway|events [--json] [--quick]");
            System.exit(USAGE);
        }
        Timing timing = words.contains("--quick") ? Timing.QUICK : Timing.FULL;
        Report report = words.getFirst().equals("events") ? events(timing) : run(timing);
        report.print(System.out);
        if (words.contains("--json")) System.out.println(report.json());
    }

    private static Report run(Timing timing) {
        Path directory = temporaryDirectory();
        System.out.println("Logs and data of this run: " + directory);
        Report report = new Report();
        new GatewayBench(directory, timing, System.out, report).run();
        settle(directory.resolve("settle"), timing, report);
        return report;
    }

    private static Report events(Timing timing) {
        EventBench.Result result =
                EventBench.run(temporaryDirectory(), timing.warm(), timing.measured());
        Report report = new Report();
        report.put(Figure.EVENTS_SINGLE_PER_S, result.single());
        report.put(Figure.EVENTS_BATCH_PER_S, result.batch());
        return report;
    }

    private static void settle(Path directory, Timing timing, Report report) {
        System.out.println("Settling " + timing.events() + " events a round");
        SettleBench.Result result =
                SettleBench.run(directory, timing.events(), timing.rounds(), System.out);
        report.put(Figure.SETTLED_PER_S, result.settledPerSecond());
        report.put(Figure.COPIED_PER_S, result.copiedPerSecond());
        report.put(Figure.SETTLE_COPY_RATIO, result.ratio());
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("fluxrouter-bench");
        } catch (IOException diskFull) {
            throw new UncheckedIOException(diskFull);
        }
    }
}
