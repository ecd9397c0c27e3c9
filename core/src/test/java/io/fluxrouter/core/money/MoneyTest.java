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
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    private static final Money MOST = Money.ofNanos(Long.MAX_VALUE);
    private static final Money LEAST = Money.ofNanos(Long.MIN_VALUE);
    private static final Money NANO = Money.ofNanos(1);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "412000, 0.000412",
        "12300, 0.0000123",
        "1, 0.000000001",
        "-1, -0.000000001",
        "1000000000, 1",
        "-3500000000, -3.5",
        "10000000010, 10.00000001",
        "9223372036854775807, 9223372036.854775807",
        "-9223372036854775808, -9223372036.854775808"
    })
    void decimal_text_is_plain_and_has_no_trailing_zeros(long nanos, String text) {
        assertThat(Money.ofNanos(nanos).toDecimal()).isEqualTo(text);
        assertThat(Money.usd(text)).isEqualTo(Money.ofNanos(nanos));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void decimal_text_is_what_big_decimal_would_write(long seed) {
        Random random = new Random(seed);
        long nanos = random.nextLong() >> random.nextInt(64);
        BigDecimal dollars = BigDecimal.valueOf(nanos, 9);
        assertThat(Money.ofNanos(nanos).toDecimal())
                .isEqualTo(dollars.stripTrailingZeros().toPlainString());
    }

    @Test
    void messages_put_the_sign_before_the_dollar() {
        assertThat(Money.usd("0.000412")).hasToString("$0.000412");
        assertThat(Money.usd("-3.50")).hasToString("-$3.5");
        assertThat(LEAST).hasToString("-$9223372036.854775808");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0000000001", "1.1234567891", "1e-10", "1e-999999999"})
    void digits_finer_than_a_nano_dollar_are_refused(String amount) {
        assertThatThrownBy(() -> Money.usd(amount)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036.854775808", "-9223372036.854775809", "1e999999999"})
    void amounts_out_of_range_are_refused(String amount) {
        assertThatThrownBy(() -> Money.usd(amount)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "$1", "1,50", "NaN", "0x10"})
    void what_is_no_number_is_refused(String amount) {
        assertThatThrownBy(() -> Money.usd(amount)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void zeros_beyond_the_ninth_digit_are_no_loss() {
        assertThat(Money.usd("0.0000000010000")).isEqualTo(NANO);
    }

    @ParameterizedTest
    @CsvSource({
        "10.125, 10.13",
        "-10.125, -10.13",
        "10.124999999, 10.12",
        "-10.124999999, -10.12",
        "0.005, 0.01",
        "-0.005, -0.01",
        "0.004999999, 0",
        "7, 7",
        "9223372036.854775807, 9223372036.85",
        "-9223372036.854775808, -9223372036.85"
    })
    void cents_are_rounded_half_away_from_zero(String amount, String cents) {
        assertThat(Money.usd(amount).roundedToCents()).isEqualTo(Money.usd(cents));
    }

    @Test
    void overflow_throws_instead_of_wrapping() {
        assertThatThrownBy(() -> MOST.plus(NANO)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> LEAST.minus(NANO)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(LEAST::negated).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void arithmetic_and_order_agree_with_big_decimal(long seed) {
        Random random = new Random(seed);
        Money one = Money.ofNanos(random.nextLong() / 2);
        Money other = Money.ofNanos(random.nextLong() / 2);
        BigDecimal first = one.toBigDecimal();
        BigDecimal second = other.toBigDecimal();
        assertThat(one.plus(other).toBigDecimal()).isEqualTo(first.add(second));
        assertThat(one.minus(other).toBigDecimal()).isEqualTo(first.subtract(second));
        assertThat(one.negated().toBigDecimal()).isEqualTo(first.negate());
        assertThat(one.compareTo(other)).isEqualTo(first.compareTo(second));
        assertThat(one.min(other).toBigDecimal()).isEqualTo(first.min(second));
        assertThat(one.max(other).toBigDecimal()).isEqualTo(first.max(second));
        assertThat(one.roundedToCents().toBigDecimal())
                .isEqualByComparingTo(first.setScale(2, RoundingMode.HALF_UP));
    }

    @Test
    void signs_are_told_apart() {
        assertThat(NANO.isPositive()).isTrue();
        assertThat(NANO.negated().isNegative()).isTrue();
        assertThat(NANO.isZero()).isFalse();
        assertThat(Money.ZERO.isZero()).isTrue();
        assertThat(Money.ZERO.isPositive()).isFalse();
        assertThat(Money.ZERO.isNegative()).isFalse();
    }
}
