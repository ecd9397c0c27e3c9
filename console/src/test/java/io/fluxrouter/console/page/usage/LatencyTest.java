package io.fluxrouter.console.page.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.console.chart.LineChart;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.core.usage.Figures;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long requests took, as the page of usage says and draws it. */
class LatencyTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void each_lane_tells_what_half_and_what_95_of_100_of_its_requests_stayed_below() {
        List<UsageEvent> hundred =
                IntStream.rangeClosed(1, 100)
                        .mapToObj(i -> event(Lane.EXPRESS, Duration.ZERO, i * 10))
                        .toList();

        Latency latency = Latency.of(hundred);

        assertThat(latency.requests()).isEqualTo(100);
        assertThat(latency.rows())
                .containsExactly(new Latency.Row(Lane.EXPRESS, 100, "500 ms", "950 ms"));
    }

    @Test
    void the_line_of_a_lane_is_its_median_in_each_stretch_and_a_gap_where_it_was_not_asked() {
        List<UsageEvent> newestFirst =
                List.of(
                        event(Lane.EXPRESS, Duration.ofHours(24), 900),
                        event(Lane.DEEP, Duration.ofHours(12), 7_000),
                        event(Lane.EXPRESS, Duration.ofMinutes(50), 300),
                        event(Lane.EXPRESS, Duration.ofMinutes(20), 200),
                        event(Lane.EXPRESS, Duration.ZERO, 100));

        LineChart chart = Objects.requireNonNull(Latency.of(newestFirst).chart());

        assertThat(chart.series()).extracting("name").containsExactly("express", "deep");
        assertThat(chart.points().getFirst()).hasSize(24).startsWith(200L, -1L).endsWith(-1L, 900L);
        assertThat(chart.points().getLast().get(12)).isEqualTo(7_000);
        assertThat(chart.titles().get(12)).isEqualTo("Mar 2, 00:00 UTC");
        assertThat(chart.labels()).startsWith("12:00", "16:00").endsWith("12:00").hasSize(7);
    }

    @Test
    void requests_of_one_instant_are_not_drawn() {
        assertThat(Latency.of(List.of(event(Lane.DAILY, Duration.ZERO, 5))).chart()).isNull();
        assertThat(Latency.of(List.of()).chart()).isNull();
    }

    private static UsageEvent event(Lane lane, Duration afterNoon, int millis) {
        return new UsageEvent(
                UUID.randomUUID(),
                NOON.plus(afterNoon),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "flux-auto",
                "openai/gpt-5.4-nano",
                "openai",
                lane,
                "short",
                TokenUsage.NONE,
                Figures.NOTHING,
                millis,
                200,
                Outcome.COMPLETED,
                false,
                false,
                false,
                null,
                null);
    }
}
