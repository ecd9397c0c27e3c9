package io.fluxrouter.simulator.stripe.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of parameters is that of the official SDK. */
class ParametersTest {
    private static final String OPERATIONS =
            """
            POST /v1/customers: CustomerCreateParams
            POST /v1/customers/{}: CustomerUpdateParams
            GET /v1/customers: CustomerListParams
            GET /v1/customers/{}/payment_methods: CustomerPaymentMethodListParams
            POST /v1/payment_methods: PaymentMethodCreateParams
            POST /v1/payment_methods/{}/attach: PaymentMethodAttachParams
            POST /v1/payment_methods/{}: PaymentMethodUpdateParams
            POST /v1/payment_methods/{}/detach: PaymentMethodDetachParams
            GET /v1/payment_methods: PaymentMethodListParams
            POST /v1/setup_intents: SetupIntentCreateParams
            POST /v1/setup_intents/{}: SetupIntentUpdateParams
            POST /v1/setup_intents/{}/confirm: SetupIntentConfirmParams
            POST /v1/setup_intents/{}/cancel: SetupIntentCancelParams
            GET /v1/setup_intents: SetupIntentListParams
            POST /v1/payment_intents: PaymentIntentCreateParams
            POST /v1/payment_intents/{}: PaymentIntentUpdateParams
            POST /v1/payment_intents/{}/confirm: PaymentIntentConfirmParams
            POST /v1/payment_intents/{}/cancel: PaymentIntentCancelParams
            POST /v1/payment_intents/{}/capture: PaymentIntentCaptureParams
            GET /v1/payment_intents: PaymentIntentListParams
            GET /v1/charges: ChargeListParams
            GET /v1/balance_transactions: BalanceTransactionListParams
            POST /v1/refunds: RefundCreateParams
            POST /v1/refunds/{}: RefundUpdateParams
            POST /v1/refunds/{}/cancel: RefundCancelParams
            GET /v1/refunds: RefundListParams
            POST /v1/checkout/sessions: checkout.SessionCreateParams
            POST /v1/checkout/sessions/{}: checkout.SessionUpdateParams
            POST /v1/checkout/sessions/{}/expire: checkout.SessionExpireParams
            GET /v1/checkout/sessions: checkout.SessionListParams
            GET /v1/checkout/sessions/{}/line_items: checkout.SessionListLineItemsParams
            POST /v1/invoiceitems: InvoiceItemCreateParams
            POST /v1/invoiceitems/{}: InvoiceItemUpdateParams
            GET /v1/invoiceitems: InvoiceItemListParams
            POST /v1/invoices: InvoiceCreateParams
            POST /v1/invoices/{}: InvoiceUpdateParams
            POST /v1/invoices/{}/finalize: InvoiceFinalizeInvoiceParams
            POST /v1/invoices/{}/pay: InvoicePayParams
            POST /v1/invoices/{}/void: InvoiceVoidInvoiceParams
            POST /v1/invoices/{}/mark_uncollectible: InvoiceMarkUncollectibleParams
            POST /v1/invoices/{}/send: InvoiceSendInvoiceParams
            GET /v1/invoices: InvoiceListParams
            GET /v1/invoices/{}/lines: InvoiceLineItemListParams
            GET /v1/invoice_payments: InvoicePaymentListParams
            POST /v1/billing_portal/sessions: billingportal.SessionCreateParams
            POST /v1/products: ProductCreateParams
            POST /v1/products/{}: ProductUpdateParams
            GET /v1/products: ProductListParams
            POST /v1/prices: PriceCreateParams
            POST /v1/prices/{}: PriceUpdateParams
            GET /v1/prices: PriceListParams
            POST /v1/subscriptions: SubscriptionCreateParams
            POST /v1/subscriptions/{}: SubscriptionUpdateParams
            DELETE /v1/subscriptions/{}: SubscriptionCancelParams
            GET /v1/subscriptions: SubscriptionListParams
            GET /v1/events: EventListParams
            POST /v1/webhook_endpoints: WebhookEndpointCreateParams
            POST /v1/webhook_endpoints/{}: WebhookEndpointUpdateParams
            GET /v1/webhook_endpoints: WebhookEndpointListParams
            """;

    static Stream<String> operations() {
        return OPERATIONS.lines();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void the_sdk_and_the_table_know_the_same(String operation)
            throws IOException, ClassNotFoundException {
        String name = operation.replaceFirst(": .*", "");
        Class<?> params = Class.forName("com.stripe.param." + operation.replaceFirst(".*: ", ""));
        Set<String> known = new TreeSet<>();
        for (var field : params.getDeclaredFields()) {
            SerializedName serialized = field.getAnnotation(SerializedName.class);
            if (serialized != null && !serialized.value().startsWith("_")) {
                known.add(serialized.value());
            }
        }
        assertThat(table()).contains(name + ": " + String.join(" ", known));
    }

    private static List<String> table() throws IOException {
        try (InputStream table = Parameters.class.getResourceAsStream("parameters.txt")) {
            byte[] bytes = Objects.requireNonNull(table).readAllBytes();
            return Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
        }
    }

    @Test
    void another_name_is_refused() {
        Params params = Params.of(Form.parse("email=a&colour=red"));
        assertThatThrownBy(() -> Parameters.check("POST /v1/customers", params))
                .isInstanceOf(StripeError.class)
                .hasMessageContaining("colour");
    }

    @Test
    void what_would_change_an_amount_unseen_is_refused() {
        Params taxed = Params.of(Form.parse("automatic_tax[enabled]=true"));
        assertThatThrownBy(() -> Parameters.check("POST /v1/invoices", taxed))
                .isInstanceOf(StripeError.class)
                .hasMessageContaining("automatic_tax");
        Params untaxed = Params.of(Form.parse("automatic_tax[enabled]=false"));
        assertThatCode(() -> Parameters.check("POST /v1/invoices", untaxed))
                .doesNotThrowAnyException();
    }
}
