package io.fluxrouter.core.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrectionTest {

    private static final Rounding CENTS = Rounding.toMinorUnit("USD");

    private static final Price VOLUME =
            new Price.Volume(
                    Tiers.of(
                            List.of(
                                    new Tier(new BigDecimal("15"), BigDecimal.TEN, BigDecimal.ZERO),
                                    new Tier(null, new BigDecimal("5"), BigDecimal.ZERO))));

    @Test
    void late_units_at_the_same_price_are_one_line() {
        assertThat(lines(VOLUME, "12", "14")).containsExactly(new BigDecimal("20.00"));
    }

    @Test
    void a_repriced_whole_is_taken_back_and_billed_anew() {
        assertThat(lines(VOLUME, "15", "16"))
                .containsExactly(new BigDecimal("-150.00"), new BigDecimal("80.00"));
        assertThat(lines(VOLUME, "16", "15"))
                .containsExactly(new BigDecimal("-80.00"), new BigDecimal("150.00"));
    }

    @Test
    void fewer_units_give_money_back() {
        Price unit = new Price.PerUnit(BigDecimal.TEN);
        assertThat(lines(unit, "8", "5")).containsExactly(new BigDecimal("-30.00"));
        assertThat(lines(unit, "5", "0")).containsExactly(new BigDecimal("-50.00"));
        assertThat(lines(unit, "5", "5")).isEmpty();
    }

    @Test
    void a_correction_also_corrects_what_rounding_left() {
        Price tiny = new Price.PerUnit(new BigDecimal("0.001"));
        assertThat(lines(tiny, "333", "666")).containsExactly(new BigDecimal("0.34"));
        assertThat(lines(tiny, "1", "2")).isEmpty();
    }

    private static List<BigDecimal> lines(Price price, String before, String after) {
        List<Correction.Billed> billed =
                Correction.billed(Rater.rate(price, new BigDecimal(before)), CENTS);
        return Correction.of(billed, Rater.rate(price, new BigDecimal(after)), CENTS).lines();
    }
}
