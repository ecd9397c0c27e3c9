package io.fluxrouter.bench;

import io.fluxrouter.bench.crash.CrashResult;
import io.fluxrouter.bench.crash.CrashTrial;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** {@code bench crash [--kills N] [--seed N] [--json]}. */
final class CrashCommand {
    private static final int KILLS = 50;
    private static final int MOST_KILLS = 100_000;

    private CrashCommand() {}

    static int run(List<String> words, PrintStream out) {
        Arguments arguments = Arguments.of(words, Set.of("--json"), Set.of("--kills", "--seed"));
        int kills = arguments.count("--kills", KILLS, MOST_KILLS);
        long seed = arguments.number("--seed", System.nanoTime());
        CrashResult result = CrashTrial.run(RunDirectory.create(out), kills, seed, out);
        result.print(out);
        if (arguments.has("--json")) out.println(result.json());
        return result.sound() ? 0 : 1;
    }
}
