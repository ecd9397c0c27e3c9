package io.fluxrouter.core.entitlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EntitlementTest {

    @ParameterizedTest
    @CsvSource({
        "hard, 10, 0, 10, allowed, 0, 0",
        "hard, 10, 9.5, 0.5, allowed, 0, 0",
        "hard, 10, 9.5, 0.51, feature_limit_reached, 0.5, 0",
        "hard, 10, 9, 0, allowed, 1, 0",
        "hard, 10, 10, 0, feature_limit_reached, 0, 0",
        "hard, 10, 12, 1, feature_limit_reached, 0, 2",
        "hard, 10, -3, 13, allowed, 0, 0",
        "hard, 0, 0, 1, feature_limit_reached, 0, 0",
        "soft, 10, 9, 3, allowed, 0, 2",
        "soft, 10, 9, 1, allowed, 0, 0",
        "soft, 0, 0, 1, allowed, 0, 1",
        "hard, , 1e15, 1, allowed, , 0"
    })
    void a_limit_is_hard_or_soft(
            String kind,
            @Nullable BigDecimal limit,
            BigDecimal used,
            BigDecimal wanted,
            String outcome,
            @Nullable BigDecimal remaining,
            BigDecimal overage) {
        Entitlement entitlement =
                new Entitlement.Metered(
                        "calls", true, limit, kind.equals("soft"), ResetPeriod.MONTH);
        Verdict verdict = EntitlementCheck.judge(Optional.of(entitlement), used, wanted);
        assertThat(code(verdict)).isEqualTo(outcome);
        assertThat(verdict.allowance().overage()).isEqualByComparingTo(overage);
        if (remaining == null) assertThat(verdict.allowance().remaining()).isNull();
        else assertThat(verdict.allowance().remaining()).isEqualByComparingTo(remaining);
    }

    @Test
    void what_is_off_or_not_in_the_plan_is_refused() {
        assertThat(code(judge(Optional.empty()))).isEqualTo("feature_not_entitled");
        assertThat(code(judge(Optional.of(new Entitlement.Switch("sso", false)))))
                .isEqualTo("feature_disabled");
        assertThat(code(judge(Optional.of(new Entitlement.Switch("sso", true)))))
                .isEqualTo("allowed");
        assertThat(code(judge(Optional.of(new Entitlement.Custom("seats", true, "25")))))
                .isEqualTo("allowed");
        assertThat(
                        code(
                                judge(
                                        Optional.of(
                                                new Entitlement.Metered(
                                                        "x", false, null, true, ResetPeriod.DAY)))))
                .isEqualTo("feature_disabled");
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(
                        () ->
                                EntitlementCheck.judge(
                                        Optional.empty(), BigDecimal.ZERO, new BigDecimal("-1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                new Entitlement.Metered(
                                        "x", true, new BigDecimal("-1"), true, ResetPeriod.DAY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "MONTH, 2026-01-31T00:00:00Z, 2026-02-28T00:00:00Z, UTC, 2026-02-28T00:00:00Z, 2026-03-31T00:00:00Z",
        "MONTH, 2026-01-31T00:00:00Z, 2026-02-27T23:59:59Z, UTC, 2026-01-31T00:00:00Z, 2026-02-28T00:00:00Z",
        "MONTH, 2026-01-31T00:00:00Z, 2026-01-30T00:00:00Z, UTC, 2025-12-31T00:00:00Z, 2026-01-31T00:00:00Z",
        "YEAR, 2024-02-29T00:00:00Z, 2025-03-01T00:00:00Z, UTC, 2025-02-28T00:00:00Z, 2026-02-28T00:00:00Z",
        "WEEK, 2026-01-01T08:00:00Z, 2026-01-08T07:59:59Z, UTC, 2026-01-01T08:00:00Z, 2026-01-08T08:00:00Z",
        "DAY, 2023-03-11T05:00:00Z, 2023-03-12T12:00:00Z, America/New_York, 2023-03-12T05:00:00Z, 2023-03-13T04:00:00Z"
    })
    void use_starts_again_at_the_anchor_plus_n(
            ResetPeriod period,
            Instant anchor,
            Instant now,
            String zone,
            Instant start,
            Instant end) {
        assertThat(period.at(now, anchor, ZoneId.of(zone)))
                .isEqualTo(new ResetPeriod.Span(start, end));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void reset_periods_tile(long seed) {
        Random random = new Random(seed);
        ZoneId zone = ZoneId.of(random.nextBoolean() ? "Europe/Berlin" : "Pacific/Apia");
        Instant anchor = Instant.ofEpochSecond(random.nextLong(1_300_000_000L, 1_800_000_000L));
        Instant now = Instant.ofEpochSecond(random.nextLong(1_300_000_000L, 1_800_000_000L));
        for (ResetPeriod period : ResetPeriod.values()) {
            ResetPeriod.Span span = period.at(now, anchor, zone);
            assertThat(now).isAfterOrEqualTo(span.start()).isBefore(span.end());
            if (period == ResetPeriod.NEVER) continue;
            assertThat(period.at(span.end(), anchor, zone).start()).isEqualTo(span.end());
            assertThat(period.at(span.start().minusNanos(1), anchor, zone).end())
                    .isEqualTo(span.start());
        }
    }

    private static Verdict judge(Optional<Entitlement> entitlement) {
        return EntitlementCheck.judge(entitlement, BigDecimal.ZERO, BigDecimal.ONE);
    }

    private static String code(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed _ -> "allowed";
            case Verdict.Refused(var reason, var _) -> reason.key();
        };
    }
}
