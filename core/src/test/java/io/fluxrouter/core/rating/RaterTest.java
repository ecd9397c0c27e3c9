package io.fluxrouter.core.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RaterTest {

    /** Fluxrate's example: 0-1,000 at $0.002, 1,001-10,000 at $0.001, 10,001+ at $0.0005. */
    private static final Tiers FLUXRATE =
            Tiers.of(
                    List.of(
                            tier("1000", "0.002", "0"),
                            tier("10000", "0.001", "0"),
                            tier(null, "0.0005", "0")));

    private static final Tiers WITH_FEES =
            Tiers.of(List.of(tier("5", "0", "100"), tier("10", "2", "50"), tier(null, "1", "0")));

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0.002",
        "999.999, 1.999998",
        "1000, 2",
        "1000.0000000001, 2.0000000000001",
        "1001, 2.001",
        "10000, 11",
        "15000, 13.5",
        "1000000000000000, 500000000006"
    })
    void a_graduated_price_includes_the_upper_bound_and_continues_behind_it(
            String quantity, String amount) {
        assertThat(amount(new Price.Graduated(FLUXRATE), quantity)).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1000, 2",
        "1000.0000000001, 1.0000000000001",
        "10000, 10",
        "10001, 5.0005"
    })
    void a_volume_price_takes_all_units_at_the_tier_reached(String quantity, String amount) {
        assertThat(amount(new Price.Volume(FLUXRATE), quantity)).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "5, 100", "5.001, 150.002", "10, 160", "10.5, 160.5"})
    void a_flat_fee_is_due_once_its_tier_is_entered(String quantity, String amount) {
        assertThat(amount(new Price.Graduated(WITH_FEES), quantity)).isEqualByComparingTo(amount);
    }

    @Test
    void the_first_fee_may_wait_for_usage() {
        Price price = new Price.Graduated(new Tiers(WITH_FEES.tiers(), false));
        assertThat(amount(price, "0")).isZero();
        assertThat(amount(price, "0.001")).isEqualByComparingTo("100");
    }

    @Test
    void an_amount_explains_itself() {
        assertThat(Rater.rate(new Price.Graduated(WITH_FEES), new BigDecimal("7")).parts())
                .containsExactly(
                        part(1, "0", "5", "5", "0", "100"), part(2, "5", "10", "2", "2", "50"));
        assertThat(Rater.rate(new Price.Volume(WITH_FEES), new BigDecimal("7")).parts())
                .containsExactly(part(2, "5", "10", "7", "2", "50"));
    }

    @Test
    void a_negative_quantity_reaches_no_tier_and_no_package() {
        assertThat(amount(new Price.Graduated(WITH_FEES), "-5")).isZero();
        assertThat(amount(new Price.Volume(WITH_FEES), "-5")).isZero();
        assertThat(amount(packages("10", "15", "0"), "-5")).isZero();
    }

    @Test
    void a_negative_quantity_gives_back_where_every_unit_costs_the_same() {
        assertThat(amount(new Price.PerUnit(new BigDecimal("0.5")), "-3"))
                .isEqualByComparingTo("-1.5");
        assertThat(amount(new Price.CostPlus(new BigDecimal("1.2")), "-10"))
                .isEqualByComparingTo("-12");
    }

    @Test
    void a_quantity_beyond_a_closed_last_tier_is_refused() {
        Tiers closed = Tiers.of(List.of(tier("10", "1", "0"), tier("20", "2", "0")));
        assertThat(amount(new Price.Graduated(closed), "20")).isEqualByComparingTo("30");
        assertThatThrownBy(() -> amount(new Price.Graduated(closed), "20.01"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantity 20.01 is beyond the last tier, which ends at 20");
        assertThatThrownBy(() -> amount(new Price.Volume(closed), "21"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 15, 0, 0, 0",
        "10, 15, 0, 0.001, 15",
        "10, 15, 0, 10, 15",
        "10, 15, 0, 10.001, 30",
        "10, 100, 10, 121, 1200",
        "10, 100, 200, 121, 0",
        "10, 100, 121, 121, 0",
        "0.3, 1, 0, 0.9, 3",
        "0.3, 1, 0, 0.90000001, 4",
        "60, 10, 0, 1000000000000000, 166666666666670"
    })
    void a_package_counts_once_begun(
            String size, String price, String free, String quantity, String amount) {
        assertThat(amount(packages(size, price, free), quantity)).isEqualByComparingTo(amount);
    }

    @Test
    void a_package_begun_may_be_free() {
        Price.Packaged down =
                new Price.Packaged(
                        new BigDecimal("100"),
                        BigDecimal.ONE,
                        BigDecimal.ZERO,
                        Price.PartialPackage.IS_FREE);
        assertThat(amount(down, "250")).isEqualByComparingTo("2");
        assertThat(amount(down, "99.99")).isZero();
        assertThat(amount(down, "100")).isEqualByComparingTo("1");
    }

    @Test
    void a_flat_price_asks_for_no_usage() {
        assertThat(amount(new Price.Flat(new BigDecimal("29")), "0")).isEqualByComparingTo("29");
        assertThat(amount(new Price.Flat(new BigDecimal("29")), "7")).isEqualByComparingTo("29");
    }

    @Test
    void a_graduated_percentage_is_graduated_over_money() {
        Price price =
                new Price.GraduatedPercentage(
                        Tiers.of(
                                List.of(
                                        tier("10", "0.01", "200"),
                                        tier("20", "0.02", "300"),
                                        tier(null, "0.03", "400"))));
        assertThat(amount(price, "10")).isEqualByComparingTo("200.1");
        assertThat(amount(price, "12")).isEqualByComparingTo("500.14");
        assertThat(amount(price, "21")).isEqualByComparingTo("900.33");
    }

    @Test
    void a_step_pays_only_for_what_it_adds() {
        Price price = new Price.Graduated(WITH_FEES);
        assertThat(Rater.increment(price, new BigDecimal("4"), new BigDecimal("3")).parts())
                .containsExactly(
                        part(1, "0", "5", "1", "0", "0"), part(2, "5", "10", "2", "2", "50"));
        assertThat(Rater.increment(price, new BigDecimal("7"), BigDecimal.ZERO).parts()).isEmpty();
        assertThat(Rater.increment(price, BigDecimal.ZERO, BigDecimal.ZERO).parts()).isEmpty();
    }

    @Test
    void a_step_of_a_volume_price_is_refused() {
        assertThatThrownBy(
                        () ->
                                Rater.increment(
                                        new Price.Volume(FLUXRATE), BigDecimal.ONE, BigDecimal.TEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("progressively");
    }

    private static BigDecimal amount(Price price, String quantity) {
        return Rater.rate(price, new BigDecimal(quantity)).amount();
    }

    private static Price.Packaged packages(String size, String price, String free) {
        return new Price.Packaged(
                new BigDecimal(size),
                new BigDecimal(price),
                new BigDecimal(free),
                Price.PartialPackage.COUNTS);
    }

    private static Tier tier(@Nullable String upTo, String unitPrice, String flatFee) {
        return new Tier(
                upTo == null ? null : new BigDecimal(upTo),
                new BigDecimal(unitPrice),
                new BigDecimal(flatFee));
    }

    private static RatedPart part(
            int tier, String from, String upTo, String units, String unitPrice, String flatFee) {
        return new RatedPart(
                tier,
                new BigDecimal(from),
                new BigDecimal(upTo),
                new BigDecimal(units),
                new BigDecimal(unitPrice),
                new BigDecimal(flatFee));
    }
}
