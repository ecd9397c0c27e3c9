package io.fluxrouter.core.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloverTest {

    @ParameterizedTest
    @CsvSource({
        "0, 50, false, 10, 50, 0",
        "0, 50, false, 70, 30, 0",
        "0, 50, false, 120, 0, 0",
        "0, 0, false, 10, 0, 0",
        "50, 50, true, 110, 40, 0",
        "50, 50, true, 160, 0, 10",
        "50, 50, false, 110, 50, 0",
        "100, 100, false, 30, 100, 0",
        "80, 50, false, 10, 50, 0",
        "0, 200, true, 0, 100, 0"
    })
    void a_balance_is_held_between_its_bounds_less_the_overage_that_is_kept(
            BigDecimal least,
            BigDecimal most,
            boolean keepsOverage,
            BigDecimal used,
            BigDecimal balance,
            BigDecimal overage) {
        Rollover.Reset reset =
                new Rollover(least, most, keepsOverage).reset(new BigDecimal("100"), used);
        assertThat(reset.balance()).isEqualByComparingTo(balance);
        assertThat(reset.overage()).isEqualByComparingTo(overage);
    }

    @Test
    void bounds_below_zero_are_refused() {
        assertThatThrownBy(() -> new Rollover(new BigDecimal("-1"), BigDecimal.ONE, false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
