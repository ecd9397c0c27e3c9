package io.fluxrouter.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.money.Money;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CeilingRuleTest {
    private static final Money PAYG = Money.usd("50");

    @ParameterizedTest
    @CsvSource({
        "0, 0, 50",
        "0, 400, 50",
        "49.999999999, 400, 50",
        "50, 6, 50",
        "50, 7, 100",
        "199.99, 400, 100",
        "200, 29, 100",
        "200, 30, 200",
        "500, 60, 500",
        "1000, 60, 500",
        "1000, 90, 1000",
        "99999, 9999, 1000"
    })
    void the_published_steps_of_pay_as_you_go(String cleared, int days, String ceiling) {
        assertThat(CeilingRule.earned(PAYG, Money.usd(cleared), Duration.ofDays(days)))
                .isEqualTo(Money.usd(ceiling));
    }

    @Test
    void the_next_step_says_what_is_missing() {
        assertThat(CeilingRule.next(PAYG, Money.usd("50"), Duration.ofDays(7)))
                .contains(new CeilingRule.Step(4, Duration.ofDays(30), 4));
        assertThat(CeilingRule.next(PAYG, Money.usd("1000"), Duration.ofDays(90))).isEmpty();
    }

    @Test
    void no_ceiling_stays_none() {
        Money none = Money.usd("100000000");
        assertThat(CeilingRule.earned(none, Money.usd("9000000000"), Duration.ofDays(900)))
                .isEqualTo(none);
        assertThat(CeilingRule.times(none, 20)).isEqualTo(none);
    }

    @Test
    void who_never_paid_earns_nothing_even_where_the_plan_gives_nothing() {
        assertThat(CeilingRule.earned(Money.ZERO, Money.ZERO, Duration.ofDays(900)))
                .isEqualTo(Money.ZERO);
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void more_paid_or_more_time_never_lowers_it(long seed) {
        Random random = new Random(seed);
        Money plan = Money.ofNanos(random.nextLong(1, 3_000_000_000_000L));
        Money cleared = Money.ofNanos(random.nextLong(0, 90_000_000_000_000L));
        Duration age = Duration.ofDays(random.nextInt(0, 120));
        Money earned = CeilingRule.earned(plan, cleared, age);
        Money more = Money.ofNanos(random.nextLong(0, 9_000_000_000_000L));
        assertThat(earned).isBetween(plan, CeilingRule.times(plan, 20));
        assertThat(CeilingRule.earned(plan, cleared.plus(more), age))
                .isGreaterThanOrEqualTo(earned);
        assertThat(CeilingRule.earned(plan, cleared, age.plusDays(random.nextInt(0, 90))))
                .isGreaterThanOrEqualTo(earned);
    }
}
