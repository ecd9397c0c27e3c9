package io.fluxrouter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.bench.load.Measured;
import io.fluxrouter.bench.load.Target;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Target DIRECT = Target.plain("direct", 1, () -> 0);
    private static final Target NGINX = Target.plain("nginx", 2, () -> 0);
    private static final Target OURS = Target.plain("fluxrouter", 3, () -> 0);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    /** In CPU microseconds; the latency in milliseconds is a hundredth of it. */
    private Comparison compare(List<Target> targets, Map<Target, List<Integer>> cpuByRound) {
        Map<Target, Iterator<Integer>> left = new HashMap<>();
        cpuByRound.forEach((target, cpu) -> left.put(target, cpu.iterator()));
        return Comparison.run(
                targets,
                3,
                target -> phase(999),
                target -> phase(Objects.requireNonNull(left.get(target)).next()),
                out);
    }

    private static Measured phase(int cpu) {
        return new Measured(10, 1, cpu, 0, cpu / 100.0, cpu / 100.0);
    }

    private static final Map<Target, List<Integer>> ROUNDS =
            Map.of(
                    DIRECT, List.of(0, 0, 100),
                    NGINX, List.of(20, 100, 10),
                    OURS, List.of(40, 150, 30));

    @Test
    void a_ratio_is_taken_within_a_round_and_the_median_of_the_rounds_counts() {
        Comparison all = compare(List.of(DIRECT, NGINX, OURS), ROUNDS);

        // 40/20, 150/100 and 30/10; the medians of each alone would give 40/20.
        assertThat(all.cpuRatio(Measured::cpuMicrosPerRequest)).hasValue(2.0);
        assertThat(all.added(Measured::p50Millis)).isEqualTo(0.4);
        assertThat(all.nginxAdded(Measured::p50Millis)).hasValue(0.2);
        assertThat(all.errors()).as("warming up does not count").isEqualTo(9);
    }

    @Test
    void without_nginx_there_are_no_ratios_and_the_rest_is_measured() {
        Comparison pair = compare(List.of(DIRECT, OURS), ROUNDS);

        assertThat(pair.cpuRatio(Measured::cpuMicrosPerRequest)).isEmpty();
        assertThat(pair.nginx(Measured::p99Millis)).isEmpty();
        assertThat(pair.nginxAdded(Measured::p99Millis)).isEmpty();
        assertThat(pair.ours(Measured::cpuMicrosPerRequest)).isEqualTo(40);
    }

    @Test
    void a_missing_nginx_is_told_with_the_command_that_installs_it() {
        GatewayBench bench = new GatewayBench(Path.of("target"), Timing.QUICK, out, new Report());

        assertThat(bench.nginx(Path.of("target", "no-such-nginx"), 1)).isNull();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("nginx is missing")
                .contains("there are no ratios")
                .contains("apt-get install");
    }
}
