package io.fluxrouter.bench;

import io.fluxrouter.bench.billing.BillingBench;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** {@code bench billing [--quick] [--json]}: an invoice run, beside one bare GROUP BY. */
final class BillingCommand {
    private BillingCommand() {}

    static int run(List<String> words, PrintStream out) {
        Arguments arguments = Arguments.of(words, Set.of("--json", "--quick"), Set.of());
        BillingBench.Size size =
                arguments.has("--quick") ? BillingBench.Size.QUICK : BillingBench.Size.FULL;
        Report report = new Report();
        try (BillingBench bench =
                BillingBench.open(RunDirectory.create(out).resolve("billing"), size)) {
            BillingBench.Result result = bench.run(out);
            report.put(Figure.INVOICE_RUN_S, result.withHistory().run());
            report.put(Figure.GROUP_BY_S, result.withHistory().groupBy());
            report.put(Figure.RUN_RATIO, result.withHistory().ratio());
            report.put(Figure.HISTORY_RATIO, result.historyRatio());
            report.put(Figure.FINALIZE_RUN_S, result.withHistory().finalSeconds());
        }
        report.print(out);
        if (arguments.has("--json")) out.println(report.json());
        return 0;
    }
}
