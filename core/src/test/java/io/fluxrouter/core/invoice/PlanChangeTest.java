package io.fluxrouter.core.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.invoice.PlanChange.Part;
import io.fluxrouter.core.period.Share;
import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlanChangeTest {
    private static final Rounding CENTS = Rounding.toMinorUnit("USD");

    @ParameterizedTest
    @CsvSource({
        "10, 20, 17, 31, -5.48, 10.97, 5.49",
        "100, 30, 17, 31, -54.84, 16.45, -38.39",
        "0, 25, 17, 31, 0.00, 13.71, 13.71",
        "40, 0, 17, 31, -21.94, 0.00, -21.94",
        "290, 29, 31, 31, -290.00, 29.00, -261.00",
        "29, 290, 0, 31, 0.00, 0.00, 0.00"
    })
    void lines_are_rounded_and_then_added(
            BigDecimal old,
            BigDecimal next,
            long days,
            long periodDays,
            BigDecimal credit,
            BigDecimal charge,
            BigDecimal net) {
        Share rest = new Share(days, periodDays);
        PlanChange change =
                PlanChange.of(
                        new Part(old, rest), new Part(next, rest), Refundable.allOf(old), CENTS);
        assertThat(change.credit()).isEqualByComparingTo(credit);
        assertThat(change.charge()).isEqualByComparingTo(charge);
        assertThat(change.net()).isEqualByComparingTo(net);
    }

    @ParameterizedTest
    @CsvSource({
        "241.89, 249.95, 10, 239.95",
        "100, 200, 50, 100",
        "300, 200, 50, 150",
        "100, 200, 180, 20",
        "100, 200, 200, 0",
        "-50, 200, 50, 0",
        "100, 200, 250, 0",
        "100, 0, 0, 0",
        "0, 200, 50, 0"
    })
    void never_more_comes_back_than_was_paid(
            BigDecimal wanted, BigDecimal paid, BigDecimal givenBack, BigDecimal refund) {
        assertThat(new Refundable(paid, givenBack).atMost(wanted)).isEqualByComparingTo(refund);
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void however_often_a_plan_is_changed_no_more_than_paid_comes_back(long seed) {
        Random random = new Random(seed);
        BigDecimal price = BigDecimal.valueOf(random.nextInt(1, 100_000), 2);
        BigDecimal paid = BigDecimal.valueOf(random.nextInt(100_000), 2);
        BigDecimal back = BigDecimal.ZERO;
        for (int i = 0; i < 10; i++) {
            Share rest = new Share(random.nextInt(32), 31);
            PlanChange change =
                    PlanChange.of(
                            new Part(price, rest), Part.NONE, new Refundable(paid, back), CENTS);
            assertThat(change.credit().signum()).isNotPositive();
            back = back.subtract(change.credit());
        }
        assertThat(back).isLessThanOrEqualTo(paid);
    }

    @Test
    void from_yearly_to_monthly_the_rest_of_the_year_comes_back_and_a_month_is_charged() {
        BigDecimal yearly = new BigDecimal("290");
        PlanChange change =
                PlanChange.of(
                        new Part(yearly, new Share(265, 365)),
                        new Part(new BigDecimal("29"), Share.ALL),
                        Refundable.allOf(yearly),
                        CENTS);
        assertThat(change.credit()).isEqualTo("-210.55");
        assertThat(change.charge()).isEqualTo("29.00");
        assertThat(change.net()).isEqualTo("-181.55");
    }

    @Test
    void a_second_change_gives_back_from_what_the_first_one_charged() {
        PlanChange first = change("30", "60", new Share(17, 31), "30");
        assertThat(first.charge()).isEqualTo("32.90");
        PlanChange second = change("60", "10", new Share(12, 31), "32.90");
        assertThat(second.credit()).isEqualTo("-23.23");
        PlanChange sameDay = change("60", "10", new Share(17, 31), "32.90");
        assertThat(sameDay.credit()).isEqualTo("-32.90");
    }

    private static PlanChange change(String old, String next, Share rest, String paid) {
        return PlanChange.of(
                new Part(new BigDecimal(old), rest),
                new Part(new BigDecimal(next), rest),
                Refundable.allOf(new BigDecimal(paid)),
                CENTS);
    }

    @Test
    void a_full_refund_leaves_nothing() {
        Refundable before = Refundable.allOf(new BigDecimal("29.00"));
        assertThat(before.atMost(before.left())).isEqualTo("29.00");
        assertThat(new Refundable(before.paid(), before.left()).left()).isZero();
    }
}
