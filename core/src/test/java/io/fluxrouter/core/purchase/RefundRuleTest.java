package io.fluxrouter.core.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.money.Money;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a price becomes, and what of it goes back. */
class RefundRuleTest {

    @ParameterizedTest
    @CsvSource({
        // price, credit, bonus: paid, given, fee
        "10.00, 10, 0, 10, 0, 0",
        "10.00, 10, 1, 10, 1, 0",
        "90.00, 100, 0, 90, 10, 0",
        "90.00, 100, 5, 90, 15, 0",
        "10.00, 9.50, 0, 9.5, 0, 0.5"
    })
    void no_more_is_paid_credit_than_money_came(
            String price, String credit, String bonus, String paid, String given, String fee) {
        CreditOffer offer =
                new CreditOffer(Money.usd(price), Money.usd(credit), Money.usd(bonus), null);
        assertThat(offer.paid()).isEqualTo(Money.usd(paid));
        assertThat(offer.given()).isEqualTo(Money.usd(given));
        assertThat(offer.fee()).isEqualTo(Money.usd(fee));
    }

    @Test
    void a_price_finer_than_a_cent_is_no_price() {
        Money price = Money.usd("1.005");
        assertThatThrownBy(() -> CreditOffer.plain(price)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "7.129999999, 100, 7.12",
        "7.12, 3.009, 3",
        "7.12, 0, 0",
        "0.009, 5, 0",
        "5, -2, 0"
    })
    void the_most_is_what_is_unused_and_free_in_whole_cents(
            String unused, String free, String most) {
        assertThat(RefundRule.most(Money.usd(unused), Money.usd(free))).isEqualTo(Money.usd(most));
    }

    @ParameterizedTest
    @CsvSource({
        // refunded, paid, given, left: taken
        "10, 10, 2, 2, 2",
        "5, 10, 2, 2, 1",
        "5, 10, 2, 0.3, 0.3",
        "0.01, 3, 1, 1, 0.003333334",
        "5, 10, 0, 0, 0"
    })
    void the_gift_goes_with_what_was_bought(
            String refunded, String paid, String given, String left, String taken) {
        assertThat(
                        RefundRule.giftTaken(
                                Money.usd(refunded),
                                Money.usd(paid),
                                Money.usd(given),
                                Money.usd(left)))
                .isEqualTo(Money.usd(taken));
    }

    @RepeatedTest(200)
    void refunds_in_parts_take_the_whole_gift_and_never_more() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Money paid = Money.ofCents(1 + random.nextInt(100_000));
        Money given = Money.ofNanos(1 + Math.floorMod(random.nextLong(), 1_000_000_000_000L));
        Money left = given;
        Money open = paid;
        while (open.isPositive()) {
            Money part = Money.ofCents(1 + random.nextInt((int) open.cents()));
            Money taken = RefundRule.giftTaken(part, paid, given, left);
            assertThat(taken.isNegative()).as("seed %d", seed).isFalse();
            left = left.minus(taken);
            open = open.minus(part);
        }
        assertThat(left).as("seed %d", seed).isEqualTo(Money.ZERO);
    }
}
