package io.fluxrouter.app.purchase;

import static io.fluxrouter.app.purchase.Shop.await;
import static io.fluxrouter.app.purchase.Shop.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Faults of payments and credit, each by its number in the list of faults: events that come again,
 * late or about nothing we know, calls that are repeated, and races for the last cent. Closing the
 * shop compares Stripe's money with the ledger.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoneyFaultsTest {
    private static final String LONG =
            """
            {"model": "flux-fast", "user": "simulate:tokens=300%s",
             "messages": [{"role": "user", "content": "Tell me a story."}]}
            """;

    private Shop shop;
    private String pack;

    @BeforeAll
    void open() {
        shop = Shop.open();
        pack = shop.pack("\"price_usd\": 20");
    }

    @AfterEach
    void noMoreFaults() {
        shop.stripe().faults().clear();
        shop.stripe().webhookFaults().clear();
    }

    @AfterAll
    void close() {
        shop.close();
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
    void fault_17_requests_at_once_never_use_more_than_the_last_cent() {
        String customer = shop.api().customer("none");
        shop.api().grant(customer, "0.01");
        String key = shop.api().key(customer);
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) calls.add(shop.api().chatAsync(key, LONG.formatted("")));
        List<Integer> statuses = calls.stream().map(call -> call.join().status()).toList();
        assertThat(statuses).contains(200).isSubsetOf(200, 402, 429);
        shop.node().app().settle();
        assertThat(shop.ledger(customer)).noneMatch(line -> line.contains("= -"));
        assertThat(owed(customer)).isZero();
    }

    @Test
    void fault_17_a_plan_that_changes_while_a_request_runs_pays_for_it_once() {
        ApiVisitor owner = ApiVisitor.operator(shop.api());
        String customer = shop.api().customer("free");
        String key = shop.api().key(customer);
        String path = "/subscriptions?customer_id=" + customer;
        String subscription = owner.get(path).json().path("data").get(0).path("id").asString();
        String scale =
                owner.get("/plans?page_size=100")
                        .json()
                        .path("data")
                        .valueStream()
                        .filter(plan -> plan.path("lookup_id").asString("").equals("scale"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
        CompletableFuture<Answer> running = shop.api().chatAsync(key, LONG.formatted(",slow=500"));
        await("held", () -> shop.node().app().cells().openHolds() > 0);
        Answer changed =
                owner.post(
                        "/subscriptions/" + subscription + "/change-plan",
                        "{\"plan_id\":\"" + scale + "\"}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        Answer answer = running.join();
        assertThat(answer.status()).isEqualTo(200);
        shop.node().app().settle();
        Answer usage = shop.api().admin("GET", "/v1/usage?customer_id=" + customer, "");
        assertThat(usage.json().path("total").path("cost_usd").asString())
                .isEqualTo(answer.cost().toDecimal());
        assertThat(owed(customer)).isZero();
    }

    private long owed(String customer) {
        return shop.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT owed_nanos FROM spend_account
                                                WHERE id = CAST(:id AS uuid)
                                                """)
                                        .bind("id", customer)
                                        .mapTo(Long.class)
                                        .one());
    }

    @Test
    void fault_18_credit_that_expires_while_it_is_used_pays_what_it_promised_and_no_more() {
        String customer = shop.api().customer("none");
        String key = shop.api().key(customer);
        Answer given =
                shop.api()
                        .admin(
                                "POST",
                                "/v1/customers/" + customer + "/credits",
                                "{\"amount_usd\": \"5\", \"expires_at\": \"%s\"}"
                                        .formatted(Instant.now().plusMillis(700)));
        assertThat(given.status()).as(given.text()).isEqualTo(201);
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(shop.api().chatAsync(key, LONG.formatted(",slow=" + i * 60)));
        }
        assertThat(calls.stream().map(call -> call.join().status())).contains(200);
        await("over", () -> shop.api().chat(key, Shop.CHAT).status() == 402);
        shop.node().app().settle();
        assertThat(shop.ledger(customer)).noneMatch(line -> line.contains("= -"));
        assertThat(owed(customer)).isZero();
    }

    @Test
    void fault_18_credit_that_a_request_holds_cannot_be_taken_away() {
        String customer = shop.api().customer("none");
        String key = shop.api().key(customer);
        shop.api().grant(customer, "0.01");
        CompletableFuture<Answer> running = shop.api().chatAsync(key, LONG.formatted(",slow=700"));
        await("held", () -> shop.node().app().cells().openHolds() > 0);
        Answer taken =
                shop.api()
                        .admin(
                                "POST",
                                "/v1/customers/" + customer + "/adjustments",
                                "{\"amount_usd\": -0.01, \"reason\": \"void\"}");
        assertThat(taken.status()).isEqualTo(400);
        assertThat(running.join().status()).isEqualTo(200);
        shop.node().app().settle();
        assertThat(owed(customer)).isZero();
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
