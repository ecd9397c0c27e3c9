package io.fluxrouter.app.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Packages, purchases, refunds and the ledger, in development without Stripe. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstantPurchaseTest {
    private static final String CHAT =
            """
            {"model": "flux-fast", "max_tokens": 5,
             "messages": [{"role": "user", "content": "hello"}]}
            """;

    private TestNode node;
    private TestNode other;
    private TestApi api;

    @BeforeAll
    void start() {
        node = TestNode.start();
        other = node.another();
        api = node.api();
    }

    @AfterAll
    void stop() {
        other.close();
        node.close();
    }

    private String pack(String terms) {
        Answer answer =
                api.admin(
                        "POST", "/v1/credit_packages", "{\"name\": \"A package\", " + terms + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private Answer buy(String customer, String pack) {
        return api.admin(
                "POST",
                "/v1/credit_purchases",
                "{\"customer_id\": \"%s\", \"package_id\": \"%s\"}".formatted(customer, pack));
    }

    private String bought(String customer, String pack) {
        Answer answer = buy(customer, pack);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().path("status").asString()).isEqualTo("paid");
        return answer.json().path("id").asString();
    }

    private List<String> ledger(String customer) {
        return api.admin("GET", "/v1/transactions?customer_id=" + customer, "")
                .json()
                .path("data")
                .valueStream()
                .map(
                        one ->
                                one.path("type").asString()
                                        + " "
                                        + one.path("from").asString()
                                        + " "
                                        + one.path("to").asString()
                                        + " "
                                        + one.path("amount_usd").asString()
                                        + " = "
                                        + one.path("balance_after_usd").asString())
                .toList()
                .reversed();
    }

    @Test
    void a_package_becomes_what_was_paid_and_what_was_given() {
        String customer = api.customer("none");
        bought(
                customer,
                pack(
                        "\"price_usd\": 90, \"credit_usd\": \"100\", \"bonus_usd\": 5,"
                                + " \"expires_after_days\": 30"));
        assertThat(ledger(customer))
                .containsExactly("purchase cash credit 90 = 90", "grant promotion credit 15 = 105");
        JsonNode grants =
                api.admin("GET", "/v1/customers/" + customer + "/credits", "").json().path("data");
        assertThat(grants.valueStream().map(one -> one.path("kind").asString()))
                .containsExactly("promotional", "paid");
        assertThat(grants.valueStream().noneMatch(one -> one.path("expires_at").isNull())).isTrue();
    }

    @Test
    void what_is_unused_goes_back_and_no_more() {
        String customer = api.customer("none");
        String purchase = bought(customer, pack("\"price_usd\": 10, \"bonus_usd\": 1"));
        Answer part = refund(purchase, "{\"amount_usd\": \"4.00\", \"reason\": \"too much\"}");
        assertThat(part.status()).as(part.text()).isEqualTo(201);
        assertThat(part.json().path("status").asString()).isEqualTo("succeeded");
        assertThat(part.json().path("bonus_taken_usd").asString()).isEqualTo("0.4");
        assertThat(refund(purchase, "{\"amount_usd\": \"6.01\", \"reason\": \"x\"}").status())
                .isEqualTo(400);
        assertThat(refund(purchase, "{\"amount_usd\": \"0.001\", \"reason\": \"x\"}").status())
                .isEqualTo(400);
        assertThat(refund(purchase, "{\"amount_usd\": -1, \"reason\": \"x\"}").status())
                .isEqualTo(400);
        assertThat(state(purchase)).isEqualTo("partly_refunded");
        assertThat(refund(purchase, "{\"reason\": \"all\"}").status()).isEqualTo(201);
        assertThat(state(purchase)).isEqualTo("refunded");
        assertThat(refund(purchase, "{\"reason\": \"again\"}").status()).isEqualTo(409);
        assertThat(ledger(customer))
                .containsExactly(
                        "purchase cash credit 10 = 10",
                        "grant promotion credit 1 = 11",
                        "refund credit cash 4 = 7",
                        "refund credit promotion 0.4 = 6.6",
                        "refund credit cash 6 = 0.6",
                        "refund credit promotion 0.6 = 0");
    }

    private Answer refund(String purchase, String body) {
        return api.admin("POST", "/v1/credit_purchases/" + purchase + "/refund", body);
    }

    private String state(String purchase) {
        return api.admin("GET", "/v1/credit_purchases/" + purchase, "")
                .json()
                .path("status")
                .asString();
    }

    @Test
    void a_key_buys_for_its_own_customer_and_sees_only_that() {
        String pack = pack("\"price_usd\": 5");
        String retired = pack("\"price_usd\": 6");
        assertThat(api.admin("DELETE", "/v1/credit_packages/" + retired, "").status())
                .isEqualTo(204);
        String customer = api.customer("none");
        String stranger = api.customer("none");
        String key = api.key(customer);
        String offered = api.get("/v1/credit_packages", key).text();
        assertThat(offered).contains(pack).doesNotContain(retired);
        String purchase = bought(stranger, pack);
        assertThat(api.get("/v1/credit_purchases/" + purchase, key).status()).isEqualTo(404);
        assertThat(api.get("/v1/credit_purchases?customer_id=" + stranger, key).status())
                .isEqualTo(404);
        assertThat(api.get("/v1/transactions?customer_id=" + stranger, key).status())
                .isEqualTo(404);
        assertThat(api.get("/v1/transactions", key).json().path("data").size()).isZero();
        assertThat(buy(customer, retired).status()).isEqualTo(404);
    }

    @Test
    void a_purchase_sent_again_with_its_key_is_one_purchase() {
        String customer = api.customer("none");
        String pack = pack("\"price_usd\": 7");
        String body = "{\"customer_id\": \"%s\", \"package_id\": \"%s\"}".formatted(customer, pack);
        Map<String, String> key = Map.of("Idempotency-Key", "top-up-1");
        Answer first = api.admin("POST", "/v1/credit_purchases", body, key);
        Answer second = api.admin("POST", "/v1/credit_purchases", body, key);
        assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(ledger(customer)).containsExactly("purchase cash credit 7 = 7");
        String otherPack = body.replace(pack, pack("\"price_usd\": 8"));
        assertThat(api.admin("POST", "/v1/credit_purchases", otherPack, key).status())
                .isEqualTo(409);
    }

    @Test
    void a_correction_by_hand_has_its_author_and_reason_in_the_ledger() {
        String customer = api.customer("none");
        api.grant(customer, "3");
        String path = "/v1/customers/" + customer + "/adjustments";
        assertThat(
                        api.admin(
                                        "POST",
                                        path,
                                        "{\"amount_usd\": \"-1.25\", \"reason\": \"a mistake\","
                                                + " \"author\": \"ann\"}")
                                .json()
                                .path("credit_usd")
                                .asString())
                .isEqualTo("1.75");
        assertThat(api.admin("POST", path, "{\"amount_usd\": 2, \"reason\": \"sorry\"}").status())
                .isEqualTo(201);
        assertThat(api.admin("POST", path, "{\"amount_usd\": -4, \"reason\": \"x\"}").status())
                .isEqualTo(400);
        assertThat(api.admin("POST", path, "{\"amount_usd\": 1}").status()).isEqualTo(400);
        assertThat(ledger(customer))
                .containsExactly(
                        "grant promotion credit 3 = 3",
                        "adjustment credit promotion 1.25 = 1.75",
                        "adjustment promotion credit 2 = 3.75");
        Answer csv =
                api.admin(
                        "GET",
                        "/v1/transactions?format=csv&type=adjustment&customer_id=" + customer,
                        "");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        List<String> lines = csv.text().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getLast()).contains("adjustment,1.25,1.75").contains("a mistake,");
    }

    @Test
    void a_top_up_unblocks_a_caller_on_every_node_within_a_second() {
        String pack = pack("\"price_usd\": 5");
        String customer = api.customer("none");
        String key = api.key(customer);
        for (TestNode one : List.of(node, other)) {
            assertThat(eventually(one.api(), key, 402, Duration.ofSeconds(5))).isNotNull();
        }
        long paidAt = System.nanoTime();
        bought(customer, pack);
        for (TestNode one : List.of(node, other)) {
            Duration took = eventually(one.api(), key, 200, Duration.ofSeconds(10));
            assertThat(took).isNotNull();
        }
        System.out.println(
                "served on both nodes " + (System.nanoTime() - paidAt) / 1_000_000 + " ms later");
    }

    /** How long it took until the answer was that; the key is news to the other node too. */
    private static Duration eventually(TestApi api, String key, int status, Duration limit) {
        long start = System.nanoTime();
        int last = 0;
        while (System.nanoTime() - start < limit.toNanos()) {
            last = api.chat(key, CHAT).status();
            if (last == status) return Duration.ofNanos(System.nanoTime() - start);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("still " + last + " and not " + status);
    }
}
