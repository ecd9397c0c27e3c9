package io.fluxrouter.simulator.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A visit that is over days before its money comes, or does not. */
class BankDebitTest {
    private static final Shop SHOP = new Shop(StripeSettings.defaults());

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @BeforeEach
    void quiet() {
        Receiver.await("idle", () -> SHOP.stripe.webhooks().outstanding() == 0);
        SHOP.receiver.forget();
    }

    private static Session visited() throws StripeException {
        Session session = SHOP.credit(SHOP.customer(), 500);
        SHOP.browser.press(session.getUrl(), "card=pm_card_bankDebit");
        SHOP.receiver.await("checkout.session.completed");
        Session visited = SHOP.session(session.getId());
        assertThat(visited.getStatus()).isEqualTo("complete");
        assertThat(visited.getPaymentStatus()).isEqualTo("unpaid");
        return visited;
    }

    @Test
    void the_money_comes() throws StripeException {
        long before = SHOP.stripe.cash().net();
        Session visited = visited();
        assertThat(SHOP.stripe.cash().net()).isEqualTo(before);

        SHOP.stripe.answerDebit(visited.getPaymentIntent(), true);

        SHOP.receiver.await("checkout.session.async_payment_succeeded");
        assertThat(SHOP.session(visited.getId()).getPaymentStatus()).isEqualTo("paid");
        assertThat(SHOP.stripe.cash().net() - before).isEqualTo(1_000);
    }

    @Test
    void the_bank_refuses() throws StripeException {
        long before = SHOP.stripe.cash().net();
        Session visited = visited();

        SHOP.stripe.answerDebit(visited.getPaymentIntent(), false);

        SHOP.receiver.await("checkout.session.async_payment_failed");
        assertThat(SHOP.session(visited.getId()).getPaymentStatus()).isEqualTo("unpaid");
        assertThat(SHOP.stripe.cash().net()).isEqualTo(before);
    }
}
