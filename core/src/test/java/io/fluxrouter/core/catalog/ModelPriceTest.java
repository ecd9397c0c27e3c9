package io.fluxrouter.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.money.TokenPrice;
import io.fluxrouter.core.money.TokenPrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPriceTest {
    private static final TokenPrices LANE = nanos(2_000, 500, 8_000);
    private static final TokenPrices MARKET = nanos(2_500, 1_250, 10_000);

    @Test
    void a_lane_rate_is_the_lanes() {
        assertThat(new ModelPrice.LaneRate().resolve(LANE, MARKET)).isEqualTo(LANE);
    }

    @Test
    void a_fixed_price_is_its_own() {
        TokenPrices own = nanos(1, 2, 3);
        assertThat(new ModelPrice.Fixed(own).resolve(LANE, MARKET)).isEqualTo(own);
    }

    @Test
    void a_discount_takes_a_share_off_each_market_price() {
        assertThat(new ModelPrice.MarketDiscount(1_500).resolve(LANE, MARKET))
                .isEqualTo(nanos(2_125, 1_063, 8_500));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 5000, 1",
        "3, 5000, 2",
        "1, 5001, 0",
        "10001, 1, 10000",
        "7, 0, 7",
        "7, 10000, 0",
        "1000000000000000, 1, 999900000000000"
    })
    void a_discounted_price_is_rounded_half_up(long market, int basisPoints, long expected) {
        TokenPrices same = nanos(market, market, market);
        assertThat(new ModelPrice.MarketDiscount(basisPoints).resolve(LANE, same))
                .isEqualTo(nanos(expected, expected, expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10_001})
    void a_discount_of_less_than_nothing_or_more_than_all_is_refused(int basisPoints) {
        assertThatThrownBy(() -> new ModelPrice.MarketDiscount(basisPoints))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TokenPrices nanos(long input, long cached, long output) {
        return new TokenPrices(
                new TokenPrice(input), new TokenPrice(cached), new TokenPrice(output));
    }
}
