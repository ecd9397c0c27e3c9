package io.fluxrouter.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenPriceTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.000000001", "0.0375", "16", "1000000"})
    void from_nothing_to_a_million_dollars_is_a_price(String dollars) {
        TokenPrice price = TokenPrice.usdPerMillion(dollars);
        assertThat(Money.ofNanos(price.nanosPerMillion())).isEqualTo(Money.usd(dollars));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.000000001", "1000000.000000001"})
    void a_price_out_of_range_is_refused(String dollars) {
        assertThatThrownBy(() -> TokenPrice.usdPerMillion(dollars))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("out of range");
    }

    @Test
    void digits_finer_than_a_nano_dollar_are_refused() {
        assertThatThrownBy(() -> TokenPrice.usdPerMillion("0.0000000001"))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1.5, 0.0000015",
        "0.0375, 0.0000000375",
        "0.000000001, 0.000000000000001",
        "1000000, 1",
        "16, 0.000016"
    })
    void the_price_of_one_token_is_plain_text(String perMillion, String perToken) {
        assertThat(TokenPrice.usdPerMillion(perMillion).usdPerToken()).isEqualTo(perToken);
    }

    @Test
    void the_dearer_of_two_prices_is_the_greater() {
        TokenPrice cheap = TokenPrice.usdPerMillion("1");
        TokenPrice dear = TokenPrice.usdPerMillion("4");
        assertThat(cheap.max(dear)).isEqualTo(dear);
        assertThat(dear.max(cheap)).isEqualTo(dear);
        assertThat(cheap).isLessThan(dear);
    }
}
