package io.fluxrouter.app.purchase;

import static io.fluxrouter.app.purchase.Shop.await;
import static io.fluxrouter.app.purchase.Shop.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.param.RefundCreateParams;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.simulator.stripe.webhook.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Buying credit through Stripe, by real HTTP both ways: whatever is lost, doubled, late or cut, one
 * grant per payment. Closing the shop compares Stripe's money with the ledger.
 */
class StripePurchaseTest extends ShopTest {
    private static final String PUBLIC = "https://flux.example.com";

    private String pack;

    StripePurchaseTest() {
        super(Map.of("FLUX_PUBLIC_URL", PUBLIC));
    }

    @BeforeAll
    void offer() {
        pack = shop.pack("\"price_usd\": 20, \"bonus_usd\": 2");
    }

    private String prepaid() {
        return shop.api().customer("none");
    }

    @Test
    void a_package_is_paid_on_the_page_and_its_credit_serves() {
        String customer = prepaid();
        String key = shop.api().key(customer);
        JsonNode begun = shop.begun(customer, pack);
        assertThat(begun.path("status").asString()).isEqualTo("pending");
        assertThat(shop.ledger(customer)).isEmpty();
        shop.stripe().pay(session(begun));
        await("paid", () -> shop.status(begun.path("id").asString()).equals("paid"));
        assertThat(shop.ledger(customer)).containsExactly("purchase 20 = 20", "grant 2 = 22");
        await("served", () -> shop.api().chat(key, Shop.CHAT).status() == 200);
    }

    @Test
    void fault_7_ten_webhooks_in_parallel_give_credit_once() {
        String customer = prepaid();
        shop.quiet();
        int before = shop.stripe().webhooks().deliveries().size();
        shop.stripe().webhookFaults().always("duplicate=10");
        shop.paid(customer, pack);
        shop.quiet();
        assertThat(shop.ledger(customer)).containsExactly("purchase 20 = 20", "grant 2 = 22");
        List<Delivery> deliveries = shop.stripe().webhooks().deliveries();
        assertThat(deliveries.subList(before, deliveries.size()))
                .hasSizeGreaterThanOrEqualTo(40)
                .allMatch(Delivery::taken);
    }

    @Test
    void fault_7_webhooks_in_the_wrong_order_end_in_the_same_state() {
        String customer = prepaid();
        shop.stripe().webhooks().hold();
        List<String> purchases = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            JsonNode begun = shop.begun(customer, pack);
            purchases.add(begun.path("id").asString());
            if (i < 2) shop.stripe().pay(session(begun));
            else shop.stripe().expire(session(begun));
        }
        shop.stripe().webhooks().releaseReversed();
        shop.quiet();
        assertThat(purchases.stream().map(shop::status)).containsExactly("paid", "paid", "expired");
        assertThat(shop.ledger(customer))
                .containsExactly(
                        "purchase 20 = 20", "grant 2 = 22", "purchase 20 = 42", "grant 2 = 44");
    }

    @Test
    void fault_7_an_event_that_comes_again_much_later_changes_nothing() {
        String customer = prepaid();
        String purchase = shop.paid(customer, pack);
        shop.quiet();
        List<String> before = shop.ledger(customer);
        int events = shop.keptEvents();
        shop.stripe()
                .objects("event")
                .forEach(event -> shop.stripe().resend(event.path("id").asString()));
        shop.quiet();
        assertThat(shop.keptEvents()).isEqualTo(events);
        assertThat(shop.ledger(customer)).isEqualTo(before);
        assertThat(shop.status(purchase)).isEqualTo("paid");
    }

    @Test
    void lost_webhooks_are_made_up_for_by_whoever_comes_back_from_the_page() {
        String customer = prepaid();
        shop.stripe().webhookFaults().always("drop");
        JsonNode begun = shop.begun(customer, pack);
        shop.stripe().pay(session(begun));
        String id = begun.path("id").asString();
        assertThat(shop.status(id)).isEqualTo("pending");
        for (int i = 0; i < 3; i++) {
            Answer answer = shop.api().admin("POST", "/v1/credit_purchases/" + id + "/refresh", "");
            assertThat(answer.json().path("status").asString()).isEqualTo("paid");
        }
        assertThat(shop.ledger(customer)).containsExactly("purchase 20 = 20", "grant 2 = 22");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong-signature", "old-timestamp=301", "truncate"})
    void what_stripe_did_not_sign_now_is_refused_and_leaves_nothing(String fault) {
        String customer = prepaid();
        JsonNode begun = shop.begun(customer, pack);
        shop.quiet();
        int events = shop.keptEvents();
        shop.stripe().webhookFaults().always(fault);
        shop.stripe().pay(session(begun));
        shop.quiet();
        assertThat(shop.keptEvents()).isEqualTo(events);
        assertThat(shop.status(begun.path("id").asString())).isEqualTo("pending");
        assertThat(shop.stripe().webhooks().deliveries().getLast().status()).isEqualTo(400);
        shop.stripe().webhookFaults().clear();
        shop.stripe()
                .objects("event")
                .forEach(event -> shop.stripe().resend(event.path("id").asString()));
        await("paid", () -> shop.status(begun.path("id").asString()).equals("paid"));
        shop.quiet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail-before=500", "fail-after=500", "cut-after"})
    void fault_8_a_purchase_that_failed_at_stripe_goes_on_with_its_key(String fault) {
        String customer = prepaid();
        Map<String, String> key = Map.of("Idempotency-Key", "retry-" + fault);
        shop.stripe().faults().next(1, "POST", "/v1/checkout/sessions", fault);
        Answer first = shop.buy(customer, pack, key);
        // The JDK sends a call again whose connection was cut: with its key, so nothing is twice.
        if (first.status() != 201) {
            assertThat(first.status()).as(first.text()).isEqualTo(503);
            assertThat(first.errorCode()).isEqualTo("payments_unavailable");
        }
        Answer second = shop.buy(customer, pack, key);
        assertThat(second.status()).as(second.text()).isEqualTo(201);
        Answer third = shop.buy(customer, pack, key);
        assertThat(session(third.json())).isEqualTo(session(second.json()));
        JsonNode page = shop.stripe().object(session(second.json()));
        assertThat(page.path("success_url").asString()).startsWith(PUBLIC + "/");
        shop.stripe().pay(session(second.json()));
        String id = second.json().path("id").asString();
        await("paid", () -> shop.status(id).equals("paid"));
        assertThat(
                        shop.api()
                                .admin("GET", "/v1/credit_purchases?customer_id=" + customer, "")
                                .json()
                                .path("data")
                                .size())
                .isEqualTo(1);
    }

    @Test
    void a_declined_card_gives_nothing_and_the_next_one_pays() {
        String customer = prepaid();
        JsonNode begun = shop.begun(customer, pack);
        assertThat(shop.stripe().pay(session(begun), "pm_card_chargeDeclined")).isNotEmpty();
        shop.quiet();
        assertThat(shop.status(begun.path("id").asString())).isEqualTo("pending");
        shop.stripe().pay(session(begun));
        await("paid", () -> shop.status(begun.path("id").asString()).equals("paid"));
        assertThat(shop.ledger(customer)).containsExactly("purchase 20 = 20", "grant 2 = 22");
    }

    @Test
    void fault_18_top_ups_and_debits_at_once_are_all_there() {
        String customer = prepaid();
        String key = shop.api().key(customer);
        shop.api().grant(customer, "1");
        List<JsonNode> begun = List.of(shop.begun(customer, pack), shop.begun(customer, pack));
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) calls.add(shop.api().chatAsync(key, Shop.CHAT));
        begun.forEach(one -> shop.stripe().pay(session(one)));
        calls.forEach(CompletableFuture::join);
        begun.forEach(
                one -> await("paid", () -> shop.status(one.path("id").asString()).equals("paid")));
        assertThat(shop.ledger(customer).stream().filter(one -> one.startsWith("purchase 20 ")))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cut-after", "fail-after=500"})
    void a_refund_reaches_stripe_once_whatever_the_call_came_to(String fault) {
        String customer = prepaid();
        String purchase = shop.paid(customer, pack);
        long before = shop.stripe().cash().refunded();
        if (!fault.isEmpty()) shop.stripe().faults().next(1, "POST", "/v1/refunds", fault);
        Answer refund = refund(purchase, "{\"amount_usd\": 5, \"reason\": \"asked for\"}");
        assertThat(refund.status()).as(refund.text()).isEqualTo(201);
        await("back", () -> shop.status(purchase).equals("partly_refunded"));
        assertThat(shop.stripe().cash().refunded() - before).isEqualTo(500);
        assertThat(shop.ledger(customer))
                .containsExactly(
                        "purchase 20 = 20", "grant 2 = 22", "refund 5 = 17", "refund 0.5 = 16.5");
        shop.quiet();
        assertThat(shop.purchase(purchase).path("refunds").get(0).path("status").asString())
                .isEqualTo("succeeded");
    }

    private Answer refund(String purchase, String body) {
        return shop.api().admin("POST", "/v1/credit_purchases/" + purchase + "/refund", body);
    }

    @Test
    void a_refund_that_the_bank_sends_back_gives_the_credit_back() {
        String customer = prepaid();
        String purchase = shop.paid(customer, pack);
        refund(purchase, "{\"reason\": \"asked for\"}");
        await("back", () -> shop.status(purchase).equals("refunded"));
        assertThat(shop.ledger(customer)).last().isEqualTo("refund 2 = 0");
        String refund = shop.stripe().objects("refund").getLast().path("id").asString();
        shop.stripe().failRefund(refund);
        await("credit back", () -> shop.ledger(customer).getLast().equals("adjustment 2 = 22"));
    }

    @Test
    void fault_23_a_refund_made_at_stripe_takes_what_is_left_and_leaves_a_debt()
            throws StripeException {
        String customer = prepaid();
        String purchase = shop.paid(customer, pack);
        shop.api()
                .admin(
                        "POST",
                        "/v1/customers/" + customer + "/adjustments",
                        "{\"amount_usd\": -10, \"reason\": \"as if used\"}");
        String intent =
                shop.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT payment_intent FROM credit_purchase
                                                        WHERE id = CAST(:id AS uuid)
                                                        """)
                                                .bind("id", purchase)
                                                .mapTo(String.class)
                                                .one());
        shop.byHand()
                .v1()
                .refunds()
                .create(RefundCreateParams.builder().setPaymentIntent(intent).build());
        await("noticed", () -> shop.status(purchase).equals("refunded"));
        List<String> ledger = shop.ledger(customer);
        assertThat(ledger).last().isEqualTo("refund 8 = 0");
        shop.api().grant(customer, "10");
        assertThat(shop.ledger(customer)).endsWith("grant 10 = 10", "payment 8 = 2");
    }

    @Test
    void an_address_to_return_to_must_be_one() {
        String customer = prepaid();
        Answer portal =
                shop.api()
                        .admin(
                                "POST",
                                "/v1/billing_portal",
                                "{\"customer_id\": \"" + customer + "\", \"return_url\": \"x\"}");
        assertThat(portal.status()).isEqualTo(400);
    }
}
