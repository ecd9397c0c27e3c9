package io.fluxrouter.simulator.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionRetrieveParams;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A visit to the hosted page, from the shop to the bank and back. */
class CheckoutTest {
    private static final Shop SHOP = new Shop(StripeSettings.defaults());

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void a_person_pays_and_comes_back() throws StripeException {
        Cash before = SHOP.stripe.cash();
        Session session = SHOP.credit(SHOP.customer(), 1_000);
        assertThat(session.getStatus()).isEqualTo("open");
        assertThat(session.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(session.getAmountTotal()).isEqualTo(2_000);

        String page = SHOP.browser.open(session.getUrl()).body();
        assertThat(page).contains("$20.00", "Credit &lt;b&gt;&amp;").doesNotContain("Credit <b>");
        HttpResponse<String> back = SHOP.browser.press(session.getUrl(), "action=pay");

        assertThat(Shop.location(back))
                .isEqualTo("http://localhost:1/back?session=" + session.getId());
        Session paid = retrieved(session, "payment_intent.latest_charge", "line_items", "customer");
        assertThat(paid.getStatus()).isEqualTo("complete");
        assertThat(paid.getPaymentStatus()).isEqualTo("paid");
        assertThat(paid.getClientReferenceId()).isEqualTo("acme");
        assertThat(paid.getMetadata()).containsEntry("package", "starter");
        assertThat(paid.getPaymentIntentObject().getMetadata()).containsEntry("purchase", "p1");
        assertThat(paid.getPaymentIntentObject().getLatestChargeObject().getAmountCaptured())
                .isEqualTo(2_000);
        assertThat(paid.getLineItems().getData()).hasSize(1);
        assertThat(paid.getCustomerObject().getEmail()).isEqualTo("acme@example.com");
        assertThat(SHOP.stripe.cash().net() - before.net()).isEqualTo(2_000);
    }

    @Test
    void a_declined_card_leaves_the_page_open_for_another() throws StripeException {
        Session session = SHOP.credit(SHOP.customer(), 1_000);

        HttpResponse<String> refused =
                SHOP.browser.press(session.getUrl(), "card=pm_card_chargeDeclined");

        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(refused.body()).contains("Your card was declined.");
        assertThat(SHOP.session(session.getId()).getStatus()).isEqualTo("open");
        SHOP.browser.press(session.getUrl(), "number=4242+4242+4242+4242&action=pay");
        assertThat(SHOP.session(session.getId()).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void a_bank_asks_for_the_holder_and_is_told_no_and_then_yes() throws StripeException {
        Session session = SHOP.credit(SHOP.customer(), 1_000);
        String card = "card=pm_card_authenticationRequired";
        String question = Shop.location(SHOP.browser.press(session.getUrl(), card));
        assertThat(SHOP.browser.open(question).body()).contains("Your bank asks");

        String back = Shop.location(SHOP.browser.press(question, "action=fail"));
        assertThat(back).isEqualTo("/c/pay/" + session.getId());
        assertThat(SHOP.browser.open(session.getUrl()).body()).contains("unable to authenticate");
        assertThat(SHOP.session(session.getId()).getStatus()).isEqualTo("open");

        question = Shop.location(SHOP.browser.press(session.getUrl(), card));
        back = Shop.location(SHOP.browser.press(question, "action=complete"));
        assertThat(back).startsWith("http://localhost:1/back");
        assertThat(SHOP.session(session.getId()).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void a_saved_card_pays_later_without_its_holder() throws StripeException {
        Customer customer = SHOP.customer();
        Session session = SHOP.saveCard(customer);
        assertThat(session.getPaymentStatus()).isEqualTo("no_payment_required");
        Cash before = SHOP.stripe.cash();

        assertThat(SHOP.stripe.pay(session.getId(), "pm_card_visa")).isEmpty();

        Session saved = retrieved(session, "setup_intent.payment_method");
        assertThat(saved.getStatus()).isEqualTo("complete");
        var method = saved.getSetupIntentObject().getPaymentMethodObject();
        assertThat(method.getCustomer()).isEqualTo(customer.getId());
        assertThat(method.getCard().getLast4()).isEqualTo("4242");
        assertThat(SHOP.stripe.cash()).isEqualTo(before);
        var params = SHOP.payment(customer, method.getId(), 700).build();
        var paid = SHOP.client.v1().paymentIntents().create(params);
        assertThat(paid.getStatus()).isEqualTo("succeeded");
    }

    @Test
    void an_expired_page_takes_no_money() throws StripeException {
        Session session = SHOP.credit(SHOP.customer(), 1_000);
        Session expired = SHOP.client.v1().checkout().sessions().expire(session.getId());

        assertThat(expired.getStatus()).isEqualTo("expired");
        assertThat(expired.getUrl()).isNull();
        assertThat(SHOP.browser.press(session.getUrl(), "action=pay").body()).contains("expired");
        assertThat(SHOP.session(session.getId()).getPaymentStatus()).isEqualTo("unpaid");
        assertThatThrownBy(() -> SHOP.client.v1().checkout().sessions().expire(session.getId()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("has a status of `expired`");
    }

    @Test
    void a_person_who_cancels_goes_back_and_can_return() throws StripeException {
        Session session = SHOP.credit(SHOP.customer(), 1_000);
        HttpResponse<String> cancelled = SHOP.browser.press(session.getUrl(), "action=cancel");
        assertThat(Shop.location(cancelled)).isEqualTo("http://localhost:1/cancelled");
        assertThat(SHOP.session(session.getId()).getStatus()).isEqualTo("open");
    }

    private static Session retrieved(Session session, String... expand) throws StripeException {
        SessionRetrieveParams.Builder params = SessionRetrieveParams.builder();
        for (String path : expand) params.addExpand(path);
        return SHOP.client.v1().checkout().sessions().retrieve(session.getId(), params.build());
    }
}
