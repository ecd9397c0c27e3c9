package io.fluxrouter.core.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditValueTest {
    private static final Rounding CENTS = Rounding.toMinorUnit("USD");

    @ParameterizedTest
    @CsvSource({
        "17.9699999999999988631316, 1, 2, 17.97, 17.97",
        "14.28444999, 1, 2, 14.28, 14.28",
        "10, 2, 2, 20.00, 10",
        "10, 0.333, 2, 3.33, 10",
        "1, 0.005, 2, 0.01, 2",
        "100.5, 1, 0, 101, 101",
        "0, 1, 2, 0.00, 0"
    })
    void money_is_rounded_and_the_credits_follow_it(
            BigDecimal wanted, BigDecimal price, int digits, BigDecimal money, BigDecimal credits) {
        CreditValue credit =
                CreditValue.of(wanted, price, new Rounding(digits, RoundingMode.HALF_UP));
        assertThat(credit.money()).isEqualTo(money);
        assertThat(credit.credits()).isEqualByComparingTo(credits);
    }

    @Test
    void a_void_takes_what_is_there() {
        CreditValue voided = CreditValue.of(new BigDecimal("120"), BigDecimal.ONE, CENTS);
        assertThat(voided.atMost(new BigDecimal("100.00"), BigDecimal.ONE).money())
                .isEqualTo("100.00");
        assertThat(voided.atMost(new BigDecimal("120.00"), BigDecimal.ONE)).isEqualTo(voided);
    }

    @Test
    void credits_below_zero_or_for_nothing_are_refused() {
        assertThatThrownBy(() -> CreditValue.of(new BigDecimal("-1"), BigDecimal.ONE, CENTS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CreditValue.of(BigDecimal.ONE, BigDecimal.ZERO, CENTS))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
