package io.fluxrouter.bench;

import io.fluxrouter.bench.settle.SettleBench;
import io.fluxrouter.bench.settle.SteadyLoad;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code bench settle [--quick] [--json]}: the money plane alone, without gateway or nginx. */
final class SettleCommand {
    private SettleCommand() {}

    static int run(List<String> words, PrintStream out) {
        Arguments arguments = Arguments.of(words, Set.of("--json", "--quick"), Set.of());
        Timing timing = arguments.has("--quick") ? Timing.QUICK : Timing.FULL;
        Report report = new Report();
        measure(RunDirectory.create(out), timing, report, out);
        report.print(out);
        if (arguments.has("--json")) out.println(report.json());
        return 0;
    }

    static void measure(Path directory, Timing timing, Report report, PrintStream out) {
        try (SettleBench bench = SettleBench.open(directory.resolve("settle"))) {
            out.println("Settling " + timing.events() + " events a round");
            SettleBench.Result beside = bench.beside(timing.events(), timing.rounds(), out);
            report.put(Figure.SETTLED_PER_S, beside.settled());
            report.put(Figure.COPIED_PER_S, beside.copied());
            report.put(Figure.SETTLE_COPY_RATIO, beside.ratio());
            report.put(Figure.PLAIN_COPIED_PER_S, beside.plainCopied());
            report.put(Figure.SETTLE_PLAIN_COPY_RATIO, beside.plainRatio());
            out.println("The same of 2,000 customers");
            int fewer = timing.events() / 2;
            SettleBench.Result many = bench.manyCustomers(fewer, timing.rounds(), out);
            report.put(Figure.SETTLED_MANY_CUSTOMERS_PER_S, many.settled());
            out.println("2,000 events a second, for " + timing.measured().toSeconds() + " s");
            SteadyLoad.Cpu steady = bench.steady(timing.warm(), timing.measured());
            report.put(Figure.SETTLE_CPU_MICROS, steady.jvm());
            report.put(Figure.SETTLE_DATABASE_CPU_MICROS, steady.database());
        }
    }
}
