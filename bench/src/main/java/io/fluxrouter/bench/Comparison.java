package io.fluxrouter.bench;

import io.fluxrouter.bench.load.Measured;
import io.fluxrouter.bench.load.Target;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The same load on the provider itself, on nginx and on FluxRouter, in turn and several times.
 * Figures are compared within a round and the median of the rounds counts, because a shared machine
 * is quicker in one minute than in the next.
 */
final class Comparison {
    private final List<Round> rounds;

    /** One measured phase of each target: the provider, nginx, FluxRouter. */
    private record Round(List<Measured> phases) {
        Measured direct() {
            return phases.getFirst();
        }

        Measured ours() {
            return phases.getLast();
        }

        Measured nginx() {
            return phases.get(1);
        }
    }

    private Comparison(List<Round> rounds) {
        this.rounds = rounds;
    }

    /**
     * Warms each target up, then measures.
     *
     * @param targets the provider, nginx unless it is missing, FluxRouter
     */
    static Comparison run(
            List<Target> targets,
            int count,
            Function<Target, Measured> warm,
            Function<Target, Measured> measure,
            PrintStream out) {
        for (Target target : targets) {
            out.println("  warmed up: " + line(target, warm.apply(target)));
        }
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Measured> phases = new ArrayList<>();
            for (Target target : targets) {
                Measured phase = measure.apply(target);
                out.println("  " + line(target, phase));
                phases.add(phase);
            }
            rounds.add(new Round(phases));
        }
        return new Comparison(rounds);
    }

    private static String line(Target target, Measured phase) {
        return String.format(
                Locale.ROOT,
                "%-10s %7d done, %d errors, CPU %8.1f us each (+ %.1f us database), p50 %.3f ms,"
                        + " p99 %.3f ms",
                target.name(),
                phase.requests(),
                phase.errors(),
                phase.cpuMicrosPerRequest(),
                phase.databaseMicrosPerRequest(),
                phase.p50Millis(),
                phase.p99Millis());
    }

    private boolean hasNginx() {
        return rounds.getFirst().phases().size() > 2;
    }

    double ours(ToDoubleFunction<Measured> value) {
        return median(round -> value.applyAsDouble(round.ours()));
    }

    /** What FluxRouter adds to the provider's own. */
    double added(ToDoubleFunction<Measured> value) {
        return median(
                round -> value.applyAsDouble(round.ours()) - value.applyAsDouble(round.direct()));
    }

    OptionalDouble nginx(ToDoubleFunction<Measured> value) {
        return withNginx(round -> value.applyAsDouble(round.nginx()));
    }

    OptionalDouble nginxAdded(ToDoubleFunction<Measured> value) {
        return withNginx(
                round -> value.applyAsDouble(round.nginx()) - value.applyAsDouble(round.direct()));
    }

    /** FluxRouter's CPU time by nginx's. */
    OptionalDouble cpuRatio(ToDoubleFunction<Measured> ours) {
        return withNginx(
                round -> ours.applyAsDouble(round.ours()) / round.nginx().cpuMicrosPerRequest());
    }

    long errors() {
        return rounds.stream()
                .flatMap(round -> round.phases().stream())
                .mapToLong(Measured::errors)
                .sum();
    }

    private OptionalDouble withNginx(ToDoubleFunction<Round> value) {
        return hasNginx() ? OptionalDouble.of(median(value)) : OptionalDouble.empty();
    }

    private double median(ToDoubleFunction<Round> value) {
        return Medians.of(rounds.stream().mapToDouble(value).toArray());
    }
}
