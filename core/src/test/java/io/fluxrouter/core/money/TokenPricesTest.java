package io.fluxrouter.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TokenPricesTest {
    private static final TokenPrices EXPRESS = prices("1", "0.25", "4");

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 38", "2, 75", "3, 113", "1000, 37500"})
    void a_token_may_cost_half_a_nano_dollar(long tokens, long nanos) {
        TokenPrices halves = prices("0.0375", "0", "0");
        assertThat(halves.cost(new TokenUsage(tokens, 0, 0, 0))).isEqualTo(Money.ofNanos(nanos));
    }

    @Test
    void the_sum_is_rounded_once_not_each_part() {
        TokenPrices halves = prices("0.0375", "0.0375", "0.0375");
        // 37.5 for each of three: 112.5 rounds to 113, where three roundings would make 114.
        assertThat(halves.cost(new TokenUsage(2, 1, 1, 0))).isEqualTo(Money.ofNanos(113));
    }

    @Test
    void cached_input_has_its_own_price_and_reasoning_is_output() {
        assertThat(EXPRESS.cost(new TokenUsage(1_000, 500, 400, 500)))
                .isEqualTo(Money.usd("0.0027"));
    }

    @Test
    void the_largest_usage_does_not_overflow_at_real_prices() {
        long most = TokenUsage.MAX_TOKENS;
        assertThat(EXPRESS.cost(new TokenUsage(most, most, 0, 0))).isEqualTo(Money.usd("5000000"));
        assertThat(EXPRESS.worstCase(most, most)).isEqualTo(Money.usd("5000000"));
    }

    @Test
    void a_cost_beyond_all_money_throws_instead_of_wrapping() {
        TokenPrices absurd = prices("1000000", "0", "0");
        TokenUsage usage = new TokenUsage(TokenUsage.MAX_TOKENS, 0, 0, 0);
        assertThatThrownBy(() -> absurd.cost(usage)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void cost_is_the_exact_sum_rounded_half_up(long seed) {
        Random random = new Random(seed);
        TokenPrices prices = anyPrices(random);
        TokenUsage usage = anyUsage(random, 1_000_000_000, 1_000_000_000);
        BigDecimal dollars =
                times(prices.input(), usage.promptTokens() - usage.cachedTokens())
                        .add(times(prices.cachedInput(), usage.cachedTokens()))
                        .add(times(prices.output(), usage.completionTokens()));
        assertThat(prices.cost(usage).toBigDecimal())
                .isEqualTo(dollars.setScale(9, RoundingMode.HALF_UP));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void the_worst_case_covers_whatever_usage_it_allows(long seed) {
        Random random = new Random(seed);
        TokenPrices prices = anyPrices(random);
        long input = random.nextLong(1_000_000);
        long output = random.nextLong(1_000_000);
        Money hold = prices.worstCase(input, output);
        for (int i = 0; i < 50; i++) {
            TokenUsage usage = anyUsage(random, input, output);
            assertThat(prices.cost(usage)).as("%s", usage).isLessThanOrEqualTo(hold);
        }
    }

    @Test
    void the_worst_case_rounds_up() {
        TokenPrices thirds = prices("0", "0", "0.0003");
        assertThat(thirds.worstCase(0, 1)).isEqualTo(Money.ofNanos(1));
        assertThat(thirds.worstCase(0, 10)).isEqualTo(Money.ofNanos(3));
        assertThat(thirds.worstCase(0, 0)).isEqualTo(Money.ZERO);
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void what_is_affordable_fits_and_one_token_more_does_not(long seed) {
        Random random = new Random(seed);
        TokenPrices prices = anyPrices(random);
        Money amount = Money.ofNanos(random.nextLong(1_000_000_000_000L) >> random.nextInt(40));
        long affordable = prices.affordableOutput(amount);
        assertThat(prices.worstCase(0, affordable)).isLessThanOrEqualTo(amount);
        assertThat(prices.worstCase(0, affordable + 1)).isGreaterThan(amount);
    }

    @Test
    void more_tokens_than_can_be_counted_are_the_largest_count() {
        TokenPrices nearlyFree = prices("0", "0", "0.000000001");
        assertThat(nearlyFree.affordableOutput(Money.usd("9000000000"))).isEqualTo(Long.MAX_VALUE);
        assertThat(prices("1", "1", "0").affordableOutput(Money.ZERO)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void less_than_no_money_affords_nothing() {
        assertThat(EXPRESS.affordableOutput(Money.usd("-1"))).isZero();
        assertThat(EXPRESS.affordableOutput(Money.ZERO)).isZero();
        assertThat(prices("1", "1", "0").affordableOutput(Money.usd("-1"))).isZero();
    }

    @Test
    void the_dearer_prices_are_chosen_kind_by_kind() {
        assertThat(prices("1", "5", "2").max(prices("3", "4", "1")))
                .isEqualTo(prices("3", "5", "2"));
    }

    private static TokenPrices prices(String input, String cached, String output) {
        return new TokenPrices(
                TokenPrice.usdPerMillion(input),
                TokenPrice.usdPerMillion(cached),
                TokenPrice.usdPerMillion(output));
    }

    /** Each between a nano-dollar and $1,000, small ones as often as large ones. */
    private static TokenPrices anyPrices(Random random) {
        return new TokenPrices(anyPrice(random), anyPrice(random), anyPrice(random));
    }

    private static TokenPrice anyPrice(Random random) {
        return new TokenPrice(1 + (random.nextLong(1_000_000_000_000L) >> random.nextInt(40)));
    }

    private static TokenUsage anyUsage(Random random, long maxPrompt, long maxCompletion) {
        long prompt = random.nextLong(maxPrompt + 1);
        long completion = random.nextLong(maxCompletion + 1);
        long cached = random.nextLong(prompt + 1);
        return new TokenUsage(prompt, completion, cached, random.nextLong(completion + 1));
    }

    private static BigDecimal times(TokenPrice price, long tokens) {
        return new BigDecimal(price.usdPerToken()).multiply(BigDecimal.valueOf(tokens));
    }
}
