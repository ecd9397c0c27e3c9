package io.fluxrouter.core.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.rating.Price.FreeAllowance;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentageTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 18.4", // 800 x 1.3 % + 4 x 2
        "3, 0, 7.2", // only the fourth pays
        "0, 250, 11.15", // the third passes the amount and pays for 150
        "3, 250, 11.15",
        "3, 500, 7.2", // the third free transaction ends the free amount too
        "4, 0, 0",
        "5, 0, 0",
        "0, 800, 0",
        "0, 10000, 0",
        "0, 150, 12.45", // the second is wholly free: 650 x 1.3 % + 2 x 2
        "0, 50, 15.75"
    })
    void whichever_allowance_ends_first_ends_both(long events, String amount, String expected) {
        Price price =
                price("0.013", "2", new FreeAllowance(events, new BigDecimal(amount)), null, null);
        assertThat(rate(price, "50", "100", "250", "400")).isEqualByComparingTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 16.142", // 1.75 + 2.392 + 12
        "2, 0, 0, 18.691",
        "0, 2, 0, 12", // the first two are free, so no minimum for them
        "0, 0, 30, 13.794", // 60 x 2.99 % + 12
        "0, 3, 10000, 2.691"
    })
    void bounds_hold_share_and_fee_of_each_paying_transaction(
            String fee, long events, String amount, String expected) {
        FreeAllowance free = new FreeAllowance(events, new BigDecimal(amount));
        Price price = price("0.0299", fee, free, "1.75", "12");
        assertThat(rate(price, "10", "80", "10000")).isEqualByComparingTo(expected);
    }

    @Test
    void a_transaction_of_nothing_still_pays_its_fee() {
        Price price = price("0.013", "2", FreeAllowance.NONE, null, null);
        assertThat(rate(price, "0")).isEqualByComparingTo("2");
        assertThat(rate(price)).isZero();
    }

    @Test
    void a_transaction_taken_back_gives_its_share_back_and_no_fee() {
        Price price = price("0.1", "2", FreeAllowance.NONE, "5", null);
        assertThat(rate(price, "100", "-100")).isEqualByComparingTo("2");
    }

    @Test
    void what_was_free_or_capped_is_not_given_back_for_more_than_it_cost() {
        Price free = price("0.1", "0", new FreeAllowance(1, BigDecimal.ZERO), null, null);
        assertThat(rate(free, "100", "-100")).isZero();
        assertThat(rate(free, "100", "50", "-100")).isZero();
        assertThat(rate(free, "100", "150", "-100")).isEqualByComparingTo("5");
        Price capped = price("0.1", "0", FreeAllowance.NONE, null, "12");
        assertThat(rate(capped, "1000", "-1000")).isZero();
        assertThat(rate(capped, "-1000")).isEqualByComparingTo("-100");
    }

    @Test
    void a_total_is_enough_where_nothing_looks_at_single_transactions() {
        Price share = price("0.029", "0", FreeAllowance.NONE, null, null);
        assertThat(Rater.rate(share, new BigDecimal("4")).amount()).isEqualByComparingTo("0.116");
        Price withFee = price("0.029", "1", FreeAllowance.NONE, null, null);
        assertThatThrownBy(() -> Rater.rate(withFee, new BigDecimal("4")))
                .hasMessageContaining("single transactions");
    }

    @Test
    void a_minimum_above_the_maximum_is_refused() {
        assertThatThrownBy(() -> price("0.1", "0", FreeAllowance.NONE, "3", "2"))
                .hasMessageContaining("above its maximum");
    }

    private static BigDecimal rate(Price price, String... transactions) {
        Usage usage =
                Usage.ofTransactions(Arrays.stream(transactions).map(BigDecimal::new).toList());
        return Rater.rate(price, usage).amount();
    }

    private static Price price(
            String share,
            String fee,
            FreeAllowance free,
            @Nullable String minimum,
            @Nullable String maximum) {
        return new Price.Percentage(
                new BigDecimal(share),
                new BigDecimal(fee),
                free,
                minimum == null ? null : new BigDecimal(minimum),
                maximum == null ? null : new BigDecimal(maximum));
    }
}
