package io.fluxrouter.app.purchase;

import static io.fluxrouter.app.purchase.Shop.await;
import static io.fluxrouter.app.purchase.Shop.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Faults of payments, each by its number in the list of faults: events that come again, late, in
 * another order or about nothing we know, and calls that are repeated. Closing the shop compares
 * Stripe's money with the ledger.
 */
class MoneyFaultsTest extends ShopTest {
    private String pack;

    @BeforeAll
    void offer() {
        pack = shop.pack("\"price_usd\": 20");
    }

    /** The event of a payment that nobody was told of. */
    private ObjectNode untold(JsonNode begun) {
        shop.stripe().webhookFaults().always("drop");
        shop.stripe().pay(session(begun));
        shop.stripe().webhookFaults().clear();
        return Letters.completed(shop, session(begun));
    }

    @Test
    void fault_6_the_same_event_a_hundred_times_in_parallel_gives_credit_once() {
        String customer = shop.api().customer("none");
        JsonNode begun = shop.begun(customer, pack);
        byte[] body = Letters.bytes(untold(begun));
        List<Answer> answers = together(100, () -> Letters.send(shop, body, Instant.now()));
        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream().filter(one -> one.text().contains("\"applied\""))).hasSize(1);
        assertThat(shop.ledger(customer)).containsExactly("purchase 20 = 20");
    }

    @Test
    void fault_6_an_events_id_with_another_body_does_nothing() {
        String customer = shop.api().customer("none");
        ObjectNode first = untold(shop.begun(customer, pack));
        Letters.send(shop, Letters.bytes(first), Instant.now());
        ObjectNode other = untold(shop.begun(customer, pack));
        String id = other.path("id").asString();
        other.put("id", first.path("id").asString());
        Answer answer = Letters.send(shop, Letters.bytes(other), Instant.now());
        assertThat(answer.text()).contains("\"known\"");
        assertThat(shop.ledger(customer)).containsExactly("purchase 20 = 20");
        other.put("id", id);
        Letters.send(shop, Letters.bytes(other), Instant.now());
        assertThat(shop.ledger(customer)).hasSize(2);
    }

    @Test
    void fault_6_an_event_of_33_days_ago_is_taken_once() {
        assertTakenOnce(Duration.ofDays(33));
    }

    @Test
    void fault_7_an_event_that_is_tried_again_after_three_days_is_taken_once() {
        assertTakenOnce(Duration.ofDays(3));
    }

    private void assertTakenOnce(Duration age) {
        String customer = shop.api().customer("none");
        ObjectNode event = untold(shop.begun(customer, pack));
        event.put("created", Instant.now().minus(age).getEpochSecond());
        byte[] body = Letters.bytes(event);
        assertThat(Letters.send(shop, body, Instant.now()).text()).contains("\"applied\"");
        assertThat(Letters.send(shop, body, Instant.now()).text()).contains("\"known\"");
        assertThat(shop.ledger(customer)).containsExactly("purchase 20 = 20");
    }

    @Test
    void fault_7_an_event_about_nothing_that_we_know_is_taken_and_does_nothing() {
        String customer = shop.api().customer("none");
        ObjectNode event = untold(shop.begun(customer, pack));
        String text =
                event.toString()
                        .replaceAll(
                                "\"purchase_id\":\"[^\"]*\"",
                                "\"purchase_id\":\"00000000-0000-4000-8000-00000000dead\"");
        Answer answer = Letters.send(shop, Letters.bytes(text), Instant.now());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"ignored\"");
        assertThat(shop.ledger(customer)).isEmpty();
        shop.api().admin("POST", "/v1/reconcile", "");
        assertThat(shop.ledger(customer)).containsExactly("purchase 20 = 20");
    }

    @Test
    void fault_7_a_page_that_is_said_to_be_closed_after_it_was_paid_stays_paid() {
        String customer = shop.api().customer("none");
        JsonNode begun = shop.begun(customer, pack);
        ObjectNode paid = untold(begun);
        ObjectNode closed = paid.deepCopy();
        closed.put("id", "evt_closed").put("type", "checkout.session.expired");
        closed.withObject("data").withObject("object").put("payment_status", "unpaid");
        for (ObjectNode event : List.of(closed, paid, closed.deepCopy().put("id", "evt_again"))) {
            assertThat(Letters.send(shop, Letters.bytes(event), Instant.now()).text())
                    .contains("\"applied\"");
        }
        assertThat(shop.status(begun.path("id").asString())).isEqualTo("paid");
        assertThat(shop.ledger(customer)).containsExactly("purchase 20 = 20");
    }

    @Test
    void fault_7_an_invoice_is_paid_before_it_is_said_to_be_made() {
        ApiVisitor owner = ApiVisitor.operator(shop.api());
        String customer = shop.api().customer("none");
        shop.leaveCard(customer, "pm_card_visa");
        shop.quiet();
        shop.stripe().webhooks().hold();
        // The second call pays. Its answer is an error, so only events tell of the money for a
        // while.
        shop.stripe().faults().next(1, "POST", "/v1/invoices/", "slow=1");
        shop.stripe().faults().next(1, "POST", "/v1/invoices/", "fail-after=500");
        String invoice = openInvoice(owner, customer);
        await("paid there", () -> there(invoice).path("status").asString("").equals("paid"));
        shop.stripe().webhooks().releaseReversed();
        shop.quiet();
        JsonNode here = owner.get("/invoices/" + invoice).json();
        assertThat(here.path("status").asString()).isEqualTo("PAID");
        assertThat(here.path("amount_paid").decimalValue()).isEqualByComparingTo("30");
        ObjectNode late = shop.stripe().objects("event").getLast().deepCopy();
        late.put("id", "evt_late").put("type", "invoice.voided");
        late.withObject("data").set("object", there(invoice));
        Letters.send(shop, Letters.bytes(late), Instant.now());
        assertThat(owner.get("/invoices/" + invoice).json().path("status").asString())
                .isEqualTo("PAID");
    }

    private static String openInvoice(ApiVisitor owner, String customer) {
        Answer draft =
                owner.post(
                        "/invoices",
                        """
                        {"customer_id": "%s", "currency": "USD",
                         "line_items": [{"description": "A", "quantity": 1, "unit_amount": 30}]}"""
                                .formatted(customer));
        assertThat(draft.status()).as(draft.text()).isEqualTo(201);
        String id = draft.json().path("id").asString();
        assertThat(owner.post("/invoices/" + id + "/finalize", "").status()).isEqualTo(200);
        return id;
    }

    /** The invoice at Stripe; empty before it is there. */
    private ObjectNode there(String invoice) {
        return shop.stripe().objects("invoice").stream()
                .filter(one -> one.path("metadata").path("invoice_id").asString("").equals(invoice))
                .findFirst()
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    @Test
    void fault_7_an_old_event_of_a_kind_that_changes_nothing_here_is_kept_once() {
        String customer = shop.api().customer("none");
        ObjectNode event = untold(shop.begun(customer, pack));
        byte[] paid = Letters.bytes(event);
        event.put("id", "evt_old").put("type", "customer.subscription.updated");
        byte[] body = Letters.bytes(event);
        assertThat(Letters.send(shop, body, Instant.now()).text()).contains("\"ignored\"");
        assertThat(Letters.send(shop, body, Instant.now()).text()).contains("\"known\"");
        assertThat(shop.ledger(customer)).isEmpty();
        Letters.send(shop, paid, Instant.now());
    }

    @Test
    void fault_8_a_purchase_that_is_repeated_by_another_address_goes_on() {
        String customer = shop.api().customer("none");
        String body = "{\"customer_id\": \"%s\", \"package_id\": \"%s\"}".formatted(customer, pack);
        Map<String, String> key = Map.of("Idempotency-Key", "another address");
        shop.stripe().faults().next(9, "POST", "/v1/checkout/sessions", "cut-after");
        assertThat(shop.buy(customer, pack, key).status()).isEqualTo(503);
        shop.stripe().faults().clear();
        String origin = shop.api().origin();
        Answer again =
                shop.api()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        origin.replace("127.0.0.1", "localhost")
                                                                + "/v1/credit_purchases"))
                                        .header(
                                                "Authorization",
                                                "Bearer " + shop.node().app().adminToken())
                                        .header("Idempotency-Key", "another address")
                                        .POST(HttpRequest.BodyPublishers.ofString(body))
                                        .build());
        assertThat(again.status()).as(again.text()).isEqualTo(201);
        JsonNode page = shop.stripe().object(session(again.json()));
        assertThat(page.path("success_url").asString()).startsWith(origin);
        shop.stripe().expire(session(again.json()));
    }

    @Test
    void fault_8_a_purchase_that_is_repeated_while_it_is_made_is_one() {
        String customer = shop.api().customer("none");
        Map<String, String> key = Map.of("Idempotency-Key", "twice at once");
        shop.stripe().faults().next(1, "POST", "/v1/checkout/sessions", "slow=300");
        List<Answer> both = together(2, () -> shop.buy(customer, pack, key));
        assertThat(both).extracting(Answer::status).contains(201).isSubsetOf(201, 503);
        Answer after = shop.buy(customer, pack, key);
        assertThat(after.status()).isEqualTo(201);
        assertThat(shop.stripe().objects("checkout.session"))
                .filteredOn(
                        one ->
                                one.path("client_reference_id")
                                        .asString("")
                                        .equals(after.json().path("id").asString()))
                .hasSize(1);
        shop.stripe().expire(session(after.json()));
    }

    @Test
    void fault_8_a_key_that_was_used_for_another_package_is_a_conflict() {
        String customer = shop.api().customer("none");
        Map<String, String> key = Map.of("Idempotency-Key", "another body");
        assertThat(shop.buy(customer, pack, key).status()).isEqualTo(201);
        Answer other = shop.buy(customer, shop.pack("\"price_usd\": 21"), key);
        assertThat(other.status()).isEqualTo(409);
    }

    @Test
    void fault_23_more_than_was_paid_does_not_go_back() {
        String customer = shop.api().customer("none");
        String purchase = shop.paid(customer, pack);
        Answer refund =
                shop.api()
                        .admin(
                                "POST",
                                "/v1/credit_purchases/" + purchase + "/refund",
                                "{\"amount_usd\": 20.01, \"reason\": \"too much\"}");
        assertThat(refund.status()).isEqualTo(400);
        assertThat(shop.ledger(customer)).containsExactly("purchase 20 = 20");
    }

    @Test
    void fault_23_a_package_for_nothing_cannot_be_sold() {
        for (String price : List.of("0", "0.49", "-1", "0.505", "1e15")) {
            Answer answer =
                    shop.api()
                            .admin(
                                    "POST",
                                    "/v1/credit_packages",
                                    "{\"name\": \"A package\", \"price_usd\": " + price + "}");
            assertThat(answer.status()).as(price).isEqualTo(400);
        }
    }

    private static List<Answer> together(int times, Supplier<Answer> call) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                calls.add(CompletableFuture.supplyAsync(call, threads));
            }
            return calls.stream().map(CompletableFuture::join).toList();
        }
    }
}
