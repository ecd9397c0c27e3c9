package io.fluxrouter.simulator.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Price;
import com.stripe.model.Subscription;
import com.stripe.model.checkout.Session;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.billingportal.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.Mode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Prices paid again and again, and the page where customers keep their cards. */
class SubscriptionTest {
    private static final MovableTime TIME = new MovableTime();
    private static final Shop SHOP = new Shop(StripeSettings.defaults().withTime(TIME));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    private static Price monthly() throws StripeException {
        String product =
                SHOP.client
                        .v1()
                        .products()
                        .create(ProductCreateParams.builder().setName("Builder").build())
                        .getId();
        return SHOP.client
                .v1()
                .prices()
                .create(
                        PriceCreateParams.builder()
                                .setProduct(product)
                                .setCurrency("usd")
                                .setUnitAmount(4_900L)
                                .setRecurring(
                                        PriceCreateParams.Recurring.builder()
                                                .setInterval(
                                                        PriceCreateParams.Recurring.Interval.MONTH)
                                                .build())
                                .build());
    }

    private static Session visit(Customer customer) throws StripeException {
        return SHOP.client
                .v1()
                .checkout()
                .sessions()
                .create(
                        com.stripe.param.checkout.SessionCreateParams.builder()
                                .setMode(Mode.SUBSCRIPTION)
                                .setCustomer(customer.getId())
                                .setSuccessUrl("http://localhost:1/back")
                                .addLineItem(
                                        LineItem.builder()
                                                .setPrice(monthly().getId())
                                                .setQuantity(1L)
                                                .build())
                                .build());
    }

    @Test
    void a_subscription_is_paid_on_the_page_and_again_each_month() throws StripeException {
        Cash before = SHOP.stripe.cash();
        Session session = visit(SHOP.customer());
        assertThat(SHOP.stripe.pay(session.getId(), "pm_card_chargeDeclined")).contains("declined");
        assertThat(SHOP.stripe.pay(session.getId(), "pm_card_visa")).isEmpty();

        Session paid = SHOP.session(session.getId());
        assertThat(paid.getStatus()).isEqualTo("complete");
        Subscription active = SHOP.client.v1().subscriptions().retrieve(paid.getSubscription());
        assertThat(active.getStatus()).isEqualTo("active");
        assertThat(SHOP.client.v1().invoices().retrieve(paid.getInvoice()).getBillingReason())
                .isEqualTo("subscription_create");
        assertThat(SHOP.stripe.cash().net() - before.net()).isEqualTo(4_900);

        TIME.pass(Duration.ofDays(28));
        SHOP.stripe.passTime();

        assertThat(SHOP.stripe.cash().net() - before.net()).isEqualTo(9_800);
        SHOP.client.v1().subscriptions().cancel(active.getId());
        SHOP.receiver.await("customer.subscription.deleted");
        TIME.pass(Duration.ofDays(70));
        SHOP.stripe.passTime();
        assertThat(SHOP.stripe.cash().net() - before.net()).isEqualTo(9_800);
    }

    @Test
    void a_bank_asks_before_the_first_payment() throws StripeException {
        Session session = visit(SHOP.customer());
        String question =
                Shop.location(
                        SHOP.browser.press(
                                session.getUrl(), "card=pm_card_authenticationRequired"));
        SHOP.browser.press(question, "action=complete");
        Session paid = SHOP.session(session.getId());
        assertThat(paid.getStatus()).isEqualTo("complete");
        assertThat(SHOP.client.v1().subscriptions().retrieve(paid.getSubscription()).getStatus())
                .isEqualTo("active");
        SHOP.client.v1().subscriptions().cancel(paid.getSubscription());
    }

    @Test
    void a_customer_keeps_cards_in_the_portal() throws StripeException {
        Customer customer = SHOP.customer();
        String url =
                SHOP.client
                        .v1()
                        .billingPortal()
                        .sessions()
                        .create(
                                SessionCreateParams.builder()
                                        .setCustomer(customer.getId())
                                        .setReturnUrl("http://localhost:1/home/billing?a=1&b=2")
                                        .build())
                        .getUrl();
        assertThat(SHOP.browser.open(url).body())
                .contains("href=\"http://localhost:1/home/billing?a=1&amp;b=2\"");

        HttpResponse<String> refused =
                SHOP.browser.press(url, "action=add&number=4000000000000002");
        assertThat(refused.body()).contains("Your card was declined.");
        SHOP.browser.press(url, "action=add&number=4242424242424242");
        SHOP.browser.press(url, "action=add&number=5555555555554444");

        var cards = SHOP.client.v1().customers().paymentMethods().list(customer.getId()).getData();
        assertThat(cards).hasSize(2);
        Customer now = SHOP.client.v1().customers().retrieve(customer.getId());
        assertThat(now.getInvoiceSettings().getDefaultPaymentMethod())
                .isEqualTo(cards.getLast().getId());
        SHOP.browser.press(url, "action=default&method=" + cards.getFirst().getId());
        SHOP.browser.press(url, "action=remove&method=" + cards.getLast().getId());
        now = SHOP.client.v1().customers().retrieve(customer.getId());
        assertThat(now.getInvoiceSettings().getDefaultPaymentMethod())
                .isEqualTo(cards.getFirst().getId());
        assertThat(SHOP.browser.open(url).body())
                .contains("mastercard •••• 4444")
                .doesNotContain("4242</");
    }
}
