package io.fluxrouter.simulator.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.InvoiceCreateParams;
import com.stripe.param.InvoiceCreateParams.PendingInvoiceItemsBehavior;
import com.stripe.param.InvoiceItemCreateParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.InvoicePaymentListParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.InvoiceUpdateParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.service.InvoiceService;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invoices of a shop that prices its lines itself. */
class InvoiceTest {
    private static final MovableTime TIME = new MovableTime();
    private static final Shop SHOP = new Shop(StripeSettings.defaults().withTime(TIME));
    private static final InvoiceService INVOICES = SHOP.client.v1().invoices();

    private Customer acme = new Customer();

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @BeforeEach
    void customer() throws StripeException {
        acme = SHOP.customer();
        SHOP.receiver.forget();
    }

    private void cardOnFile(String card) throws StripeException {
        var attach = PaymentMethodAttachParams.builder().setCustomer(acme.getId()).build();
        var method = SHOP.client.v1().paymentMethods().attach(card, attach);
        var settings =
                CustomerUpdateParams.InvoiceSettings.builder()
                        .setDefaultPaymentMethod(method.getId())
                        .build();
        SHOP.client
                .v1()
                .customers()
                .update(
                        acme.getId(),
                        CustomerUpdateParams.builder().setInvoiceSettings(settings).build());
    }

    private Invoice draft() throws StripeException {
        return INVOICES.create(
                InvoiceCreateParams.builder()
                        .setCustomer(acme.getId())
                        .setCurrency("usd")
                        .putMetadata("invoice_id", "inv_1")
                        .build());
    }

    private InvoiceItemCreateParams.Builder line(long cents) {
        return InvoiceItemCreateParams.builder()
                .setCustomer(acme.getId())
                .setCurrency("usd")
                .setAmount(cents)
                .setDescription("Calls & more");
    }

    private Invoice draftOf(long... cents) throws StripeException {
        Invoice draft = draft();
        for (long one : cents)
            SHOP.client.v1().invoiceItems().create(line(one).setInvoice(draft.getId()).build());
        return INVOICES.retrieve(draft.getId());
    }

    @Test
    void lines_are_taken_as_they_are_and_paid_by_the_card_on_file() throws StripeException {
        cardOnFile("pm_card_visa");
        Cash before = SHOP.stripe.cash();
        Invoice draft = draftOf(4900, 8245, -145);
        assertThat(draft.getStatus()).isEqualTo("draft");
        assertThat(draft.getLines().getData())
                .extracting("amount")
                .containsExactly(4900L, 8245L, -145L);

        Invoice open = INVOICES.finalizeInvoice(draft.getId());
        assertThat(open.getStatus()).isEqualTo("open");
        assertThat(open.getNumber()).endsWith("-0001");
        assertThat(open.getAmountDue()).isEqualTo(13_000);
        Invoice paid = INVOICES.pay(draft.getId());

        assertThat(paid.getStatus()).isEqualTo("paid");
        assertThat(paid.getAmountPaid()).isEqualTo(13_000);
        assertThat(paid.getMetadata()).containsEntry("invoice_id", "inv_1");
        assertThat(SHOP.stripe.cash().net() - before.net()).isEqualTo(13_000);
        SHOP.receiver.await("invoice.paid");
        assertThat(SHOP.receiver.types()).contains("invoice.created", "invoice.finalized");
        InvoicePayment payment =
                SHOP.client
                        .v1()
                        .invoicePayments()
                        .list(InvoicePaymentListParams.builder().setInvoice(paid.getId()).build())
                        .getData()
                        .getFirst();
        assertThat(payment.getStatus()).isEqualTo("paid");
        String intent = payment.getPayment().getPaymentIntent();
        assertThat(SHOP.client.v1().paymentIntents().retrieve(intent).getAmountReceived())
                .isEqualTo(13_000);
        assertThatThrownBy(() -> INVOICES.pay(draft.getId()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("already paid");
        assertThatThrownBy(() -> INVOICES.voidInvoice(draft.getId()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_final_invoice_does_not_change() throws StripeException {
        Invoice open = INVOICES.finalizeInvoice(draftOf(1_000).getId());
        assertThatThrownBy(
                        () ->
                                SHOP.client
                                        .v1()
                                        .invoiceItems()
                                        .create(line(1).setInvoice(open.getId()).build()))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(
                        () ->
                                INVOICES.update(
                                        open.getId(),
                                        InvoiceUpdateParams.builder().setDescription("x").build()))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> INVOICES.delete(open.getId()))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(INVOICES.retrieve(open.getId()).getTotal()).isEqualTo(1_000);
    }

    @Test
    void pending_items_wait_for_the_invoice_that_includes_them() throws StripeException {
        SHOP.client.v1().invoiceItems().create(line(300).build());
        assertThat(draft().getTotal()).isZero();
        Invoice with =
                INVOICES.create(
                        InvoiceCreateParams.builder()
                                .setCustomer(acme.getId())
                                .setPendingInvoiceItemsBehavior(PendingInvoiceItemsBehavior.INCLUDE)
                                .build());
        assertThat(with.getTotal()).isEqualTo(300);
    }

    @Test
    void a_long_invoice_shows_its_lines_page_by_page() throws StripeException {
        Invoice draft = draftOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(draft.getLines().getData()).hasSize(10);
        assertThat(draft.getLines().getHasMore()).isTrue();
        assertThat(draft.getTotal()).isEqualTo(78);
        int all = 0;
        for (var ignored : INVOICES.lineItems().list(draft.getId()).autoPagingIterable()) all++;
        assertThat(all).isEqualTo(12);
    }

    @Test
    void a_refused_card_leaves_the_invoice_open_for_its_page() throws StripeException {
        cardOnFile("pm_card_chargeCustomerFail");
        Invoice open = INVOICES.finalizeInvoice(draftOf(1_000).getId());

        assertThatThrownBy(() -> INVOICES.pay(open.getId())).isInstanceOf(CardException.class);

        SHOP.receiver.await("invoice.payment_failed");
        HttpResponse<String> page = SHOP.browser.open(open.getHostedInvoiceUrl());
        assertThat(page.body()).contains("$10.00", "Calls &amp; more");
        page = SHOP.browser.press(open.getHostedInvoiceUrl(), "number=4000000000009995");
        assertThat(page.body()).contains("insufficient funds");
        SHOP.browser.press(open.getHostedInvoiceUrl(), "number=4242424242424242");
        assertThat(INVOICES.retrieve(open.getId()).getStatus()).isEqualTo("paid");
    }

    @Test
    void a_bank_that_asks_makes_the_invoice_wait_for_its_holder() throws StripeException {
        cardOnFile("pm_card_authenticationRequired");
        Invoice open = INVOICES.finalizeInvoice(draftOf(1_000).getId());

        assertThatThrownBy(() -> INVOICES.pay(open.getId()))
                .isInstanceOfSatisfying(
                        CardException.class,
                        asked ->
                                assertThat(asked.getCode())
                                        .isEqualTo("invoice_payment_intent_requires_action"));

        SHOP.receiver.await("invoice.payment_action_required");
        var expanded =
                InvoiceRetrieveParams.builder()
                        .addExpand("payments.data.payment.payment_intent")
                        .build();
        Invoice waiting = INVOICES.retrieve(open.getId(), expanded);
        var intent =
                waiting.getPayments().getData().getFirst().getPayment().getPaymentIntentObject();
        assertThat(intent.getStatus()).isEqualTo("requires_action");
        SHOP.stripe.answerChallenge(intent.getId(), true);
        assertThat(INVOICES.retrieve(open.getId()).getStatus()).isEqualTo("paid");
    }

    @Test
    void voided_and_uncollectible_invoices_take_no_money() throws StripeException {
        cardOnFile("pm_card_visa");
        Invoice first = INVOICES.finalizeInvoice(draftOf(1_000).getId());
        assertThat(INVOICES.voidInvoice(first.getId()).getStatus()).isEqualTo("void");
        assertThatThrownBy(() -> INVOICES.pay(first.getId()))
                .isInstanceOf(InvalidRequestException.class);
        Invoice second = INVOICES.finalizeInvoice(draftOf(1_000).getId());
        assertThat(INVOICES.markUncollectible(second.getId()).getStatus())
                .isEqualTo("uncollectible");
        assertThat(INVOICES.pay(second.getId()).getStatus()).isEqualTo("paid");
        SHOP.receiver.await("invoice.voided");
        SHOP.receiver.await("invoice.marked_uncollectible");
    }

    @Test
    void nothing_due_is_paid_at_once_and_cents_are_carried_over() throws StripeException {
        Invoice nothing = INVOICES.finalizeInvoice(draftOf(500, -500).getId());
        assertThat(nothing.getStatus()).isEqualTo("paid");
        Invoice cents = INVOICES.finalizeInvoice(draftOf(30).getId());
        assertThat(cents.getStatus()).isEqualTo("paid");
        assertThat(SHOP.client.v1().customers().retrieve(acme.getId()).getBalance()).isEqualTo(30);
        Invoice next = INVOICES.finalizeInvoice(draftOf(100).getId());
        assertThat(next.getAmountDue()).isEqualTo(130);
        assertThat(SHOP.client.v1().customers().retrieve(acme.getId()).getBalance()).isZero();
    }

    @Test
    void money_that_came_elsewhere_is_no_cash_here() throws StripeException {
        Cash before = SHOP.stripe.cash();
        Invoice open = INVOICES.finalizeInvoice(draftOf(1_000).getId());
        var elsewhere = InvoicePayParams.builder().setPaidOutOfBand(true).build();
        assertThat(INVOICES.pay(open.getId(), elsewhere).getStatus()).isEqualTo("paid");
        assertThat(SHOP.stripe.cash()).isEqualTo(before);
    }

    @Test
    void an_invoice_that_advances_is_final_after_an_hour_and_charged_again_after_days()
            throws StripeException {
        cardOnFile("pm_card_chargeCustomerFail");
        SHOP.client.v1().invoiceItems().create(line(800).build());
        Invoice draft =
                INVOICES.create(
                        InvoiceCreateParams.builder()
                                .setCustomer(acme.getId())
                                .setAutoAdvance(true)
                                .setPendingInvoiceItemsBehavior(PendingInvoiceItemsBehavior.INCLUDE)
                                .build());
        TIME.pass(Duration.ofMinutes(59));
        assertThat(INVOICES.retrieve(draft.getId()).getStatus()).isEqualTo("draft");
        TIME.pass(Duration.ofMinutes(1));
        SHOP.stripe.passTime();
        Invoice refused = INVOICES.retrieve(draft.getId());
        assertThat(refused.getStatus()).isEqualTo("open");
        assertThat(refused.getAttemptCount()).isEqualTo(1);
        cardOnFile("pm_card_visa");
        TIME.pass(Duration.ofDays(3));
        SHOP.stripe.passTime();
        assertThat(INVOICES.retrieve(draft.getId()).getStatus()).isEqualTo("paid");
    }
}
