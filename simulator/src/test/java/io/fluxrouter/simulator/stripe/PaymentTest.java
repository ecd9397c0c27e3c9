package io.fluxrouter.simulator.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.RefundCreateParams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Payments without a page, and money given back. */
class PaymentTest {
    private static final Shop SHOP = new Shop(StripeSettings.defaults());
    private static Customer acme = new Customer();

    @BeforeAll
    static void customer() throws StripeException {
        acme = SHOP.customer();
    }

    @AfterAll
    static void close() {
        SHOP.close();
    }

    private static PaymentIntent create(PaymentIntentCreateParams.Builder params)
            throws StripeException {
        return SHOP.client.v1().paymentIntents().create(params.build());
    }

    private static Refund refund(RefundCreateParams.Builder params) throws StripeException {
        return SHOP.client.v1().refunds().create(params.build());
    }

    @Test
    void a_refused_card_is_a_card_error_and_no_money() throws StripeException {
        Cash before = SHOP.stripe.cash();

        CardException refused =
                catchThrowableOfType(
                        CardException.class,
                        () ->
                                create(
                                        SHOP.payment(
                                                acme,
                                                "pm_card_visa_chargeDeclinedInsufficientFunds",
                                                900)));

        assertThat(refused.getStatusCode()).isEqualTo(402);
        assertThat(refused.getCode()).isEqualTo("card_declined");
        assertThat(refused.getDeclineCode()).isEqualTo("insufficient_funds");
        String intent = refused.getStripeError().getPaymentIntent().getId();
        PaymentIntent left = SHOP.client.v1().paymentIntents().retrieve(intent);
        assertThat(left.getStatus()).isEqualTo("requires_payment_method");
        assertThat(left.getLastPaymentError().getDeclineCode()).isEqualTo("insufficient_funds");
        assertThat(SHOP.stripe.cash()).isEqualTo(before);
        SHOP.receiver.await("payment_intent.payment_failed");
    }

    @Test
    void a_bank_that_wants_the_holder_refuses_a_payment_without_one() {
        assertThatThrownBy(() -> create(SHOP.payment(acme, "pm_card_authenticationRequired", 900)))
                .isInstanceOfSatisfying(
                        CardException.class,
                        refused ->
                                assertThat(refused.getCode()).isEqualTo("authentication_required"));
    }

    @Test
    void a_payment_with_its_holder_waits_for_the_answer() throws StripeException {
        PaymentIntent asked =
                create(
                        SHOP.payment(acme, "pm_card_authenticationRequired", 900)
                                .setOffSession((Boolean) null)
                                .setReturnUrl("http://localhost:1/shop"));
        assertThat(asked.getStatus()).isEqualTo("requires_action");
        String question = asked.getNextAction().getRedirectToUrl().getUrl();

        String back = Shop.location(SHOP.browser.press(question, "action=complete"));

        assertThat(back)
                .isEqualTo(
                        "http://localhost:1/shop?payment_intent="
                                + asked.getId()
                                + "&redirect_status=succeeded");
        assertThat(SHOP.client.v1().paymentIntents().retrieve(asked.getId()).getStatus())
                .isEqualTo("succeeded");
    }

    @Test
    void money_set_aside_is_taken_in_part() throws StripeException {
        Cash before = SHOP.stripe.cash();
        PaymentIntent held =
                create(
                        SHOP.payment(acme, "pm_card_visa", 900)
                                .setCaptureMethod(CaptureMethod.MANUAL));
        assertThat(held.getStatus()).isEqualTo("requires_capture");
        assertThat(SHOP.stripe.cash()).isEqualTo(before);

        PaymentIntent taken =
                SHOP.client
                        .v1()
                        .paymentIntents()
                        .capture(
                                held.getId(),
                                PaymentIntentCaptureParams.builder()
                                        .setAmountToCapture(400L)
                                        .build());

        assertThat(taken.getAmountReceived()).isEqualTo(400);
        assertThat(SHOP.stripe.cash().net() - before.net()).isEqualTo(400);
    }

    @Test
    void money_goes_back_in_parts_but_never_more_than_came() throws StripeException {
        Cash before = SHOP.stripe.cash();
        PaymentIntent paid = SHOP.paid(acme, 1_000);
        RefundCreateParams.Builder part =
                RefundCreateParams.builder().setPaymentIntent(paid.getId()).setAmount(600L);

        assertThat(refund(part).getStatus()).isEqualTo("succeeded");
        assertThatThrownBy(() -> refund(part))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("greater than unrefunded amount");
        Refund rest = refund(RefundCreateParams.builder().setCharge(paid.getLatestCharge()));

        assertThat(rest.getAmount()).isEqualTo(400);
        assertThatThrownBy(() -> refund(part))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused ->
                                assertThat(refused.getCode()).isEqualTo("charge_already_refunded"));
        assertThat(SHOP.stripe.cash().net()).isEqualTo(before.net());
        assertThat(SHOP.client.v1().charges().retrieve(paid.getLatestCharge()).getRefunded())
                .isTrue();
        SHOP.receiver.await("refund.created");
        SHOP.receiver.await("charge.refunded");
    }

    @Test
    void a_refund_that_the_bank_sends_back_gives_the_money_to_the_shop_again()
            throws StripeException {
        Cash before = SHOP.stripe.cash();
        PaymentIntent paid = SHOP.paid(acme, 1_000);
        Refund refund = refund(RefundCreateParams.builder().setPaymentIntent(paid.getId()));

        SHOP.stripe.failRefund(refund.getId());

        assertThat(SHOP.client.v1().refunds().retrieve(refund.getId()).getStatus())
                .isEqualTo("failed");
        assertThat(SHOP.stripe.cash().net() - before.net()).isEqualTo(1_000);
        SHOP.receiver.await("refund.failed");
    }

    @Test
    void a_card_that_only_fails_when_charged_can_be_put_on_file() throws StripeException {
        var attach = PaymentMethodAttachParams.builder().setCustomer(acme.getId()).build();
        var method = SHOP.client.v1().paymentMethods().attach("pm_card_chargeCustomerFail", attach);
        assertThat(method.getCustomer()).isEqualTo(acme.getId());
        assertThatThrownBy(() -> create(SHOP.payment(acme, method.getId(), 900)))
                .isInstanceOf(CardException.class);
        assertThatThrownBy(
                        () ->
                                SHOP.client
                                        .v1()
                                        .paymentMethods()
                                        .attach("pm_card_chargeDeclined", attach))
                .isInstanceOf(CardException.class);
    }

    @Test
    void less_than_half_a_dollar_is_no_payment() {
        assertThatThrownBy(() -> create(SHOP.payment(acme, "pm_card_visa", 49)))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo("amount_too_small"));
    }
}
