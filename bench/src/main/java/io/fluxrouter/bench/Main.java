package io.fluxrouter.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The verb {@code bench}: one benchmark, then its options. */
public final class Main {
    private static final int USAGE = 2;

    /** One benchmark of the command line. Gives the exit code. */
    @FunctionalInterface
    private interface Benchmark {
        int run(List<String> options, PrintStream out);
    }

    private static final Map<String, Benchmark> BENCHMARKS =
            Map.of(
                    "billing", BillingCommand::run,
                    "crash", CrashCommand::run,
                    "events", EventCommand::run,
                    "gateway", GatewayCommand::run,
                    "settle", SettleCommand::run);

    private static final String HELP =
            """
            usage: fluxrouter bench BENCHMARK [OPTIONS]
              billing  an invoice run, beside one bare GROUP BY over the same events
                         --quick     1,000 subscriptions and 200,000 events, not 10,000 and 10 million
              crash    the server killed under load: what callers saw is billed, once
                         --kills N   how often (50)
                         --seed N    the moments of an earlier run again
              events   usage events tracked, one by one and by the thousand
                         --quick     shorter and noisier
              gateway  speed, beside nginx and the bare provider
                         --quick     shorter and noisier
              settle   the money plane alone, beside a bare COPY
                         --quick     shorter and noisier
              each takes --json: the last line is one JSON object
            """;

    private Main() {}

    public static void main(String[] words) {
        System.exit(run(words, System.out, System.err));
    }

    /** Carries out a command line; 0 is success, 1 a trial that failed, 2 a wrong command line. */
    static int run(String[] words, PrintStream out, PrintStream err) {
        Benchmark benchmark = words.length == 0 ? null : BENCHMARKS.get(words[0]);
        try {
            if (benchmark == null) {
                throw new UsageException(
                        words.length == 0 ? "which benchmark?" : "no such benchmark: " + words[0]);
            }
            List<String> rest = Arrays.asList(words).subList(1, words.length);
            return benchmark.run(rest, out);
        } catch (UsageException mistake) {
            err.println("bench: " + mistake.getMessage());
            err.print(HELP);
            return USAGE;
        }
    }
}
