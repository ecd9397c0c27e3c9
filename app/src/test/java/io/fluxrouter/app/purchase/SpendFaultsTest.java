package io.fluxrouter.app.purchase;

import static io.fluxrouter.app.purchase.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Faults of spending, each by its number in the list of faults: races for the last cent, and caps,
 * plans and credit that change while requests run.
 */
class SpendFaultsTest extends ShopTest {
    private static final Money CENT = Money.usd("0.01");
    private static final String LONG =
            """
            {"model": "flux-fast", "user": "simulate:tokens=300%s",
             "messages": [{"role": "user", "content": "Tell me a story."}]}
            """;

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
        CompletableFuture<Answer> running = shop.api().chatAsync(key, LONG.formatted(",slow=2000"));
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

    @Test
    void fault_17_a_cap_that_is_lowered_while_a_request_runs_binds_the_next_one() {
        String customer = shop.api().customer("scale");
        String key = shop.api().key(customer, ",\"usage_limit_dollars\":1");
        CompletableFuture<Answer> running = shop.api().chatAsync(key, LONG.formatted(",slow=2000"));
        await("held", () -> shop.node().app().cells().openHolds() > 0);
        Answer lowered =
                shop.api()
                        .admin(
                                "PATCH",
                                "/v1/keys/" + id(customer),
                                "{\"usage_limit_dollars\":\"0.000001\"}");
        assertThat(lowered.status()).as(lowered.text()).isEqualTo(200);
        Answer answer = running.join();
        assertThat(answer.status()).isEqualTo(200);
        shop.node().app().settle();
        assertThat(spent(customer)).isEqualTo(answer.cost().toDecimal());
        // Nothing of the quarter of a dollar that the node had leased is left.
        assertThat(shop.api().chat(key, LONG.formatted("")).status()).isEqualTo(402);
        shop.node().app().settle();
        assertThat(spent(customer)).isEqualTo(answer.cost().toDecimal());
    }

    @Test
    void fault_17_the_first_requests_of_a_period_share_one_cap() {
        String customer = shop.api().customer("scale");
        String key =
                shop.api()
                        .key(
                                customer,
                                ",\"usage_limit_dollars\":\"0.01\",\"usage_limit_reset\":\"daily\"");
        spendItAllYesterday(id(customer));
        List<Answer> answers = together(key);
        assertThat(answers.stream().map(Answer::status))
                .contains(200, 402)
                .isSubsetOf(200, 402, 429);
        shop.node().app().settle();
        assertThat(Money.usd(spent(customer))).isGreaterThan(Money.ZERO).isLessThanOrEqualTo(CENT);
    }

    /** As if the key's cap had been used up on the day before. */
    private void spendItAllYesterday(String key) {
        int rows =
                shop.jdbi()
                        .withHandle(
                                handle ->
                                        handle.execute(
                                                """
                                                UPDATE spend_account
                                                SET period_start = period_start - interval '1 day',
                                                    settled_nanos = cap_nanos
                                                WHERE id = CAST(? AS uuid)
                                                """,
                                                key));
        assertThat(rows).isOne();
    }

    /** The customer's one key. */
    private String id(String customer) {
        return shop.api()
                .admin("GET", "/v1/keys?customer_id=" + customer, "")
                .json()
                .path("data")
                .get(0)
                .path("id")
                .asString();
    }

    private List<Answer> together(String key) {
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) calls.add(shop.api().chatAsync(key, LONG.formatted("")));
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private String spent(String customer) {
        return shop.api()
                .admin("GET", "/v1/usage?customer_id=" + customer, "")
                .json()
                .path("total")
                .path("cost_usd")
                .asString();
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
    void fault_18_credit_that_expires_while_it_is_used_pays_what_it_promised() {
        String customer = shop.api().customer("none");
        String key = shop.api().key(customer);
        Answer given =
                shop.api()
                        .admin(
                                "POST",
                                "/v1/customers/" + customer + "/credits",
                                "{\"amount_usd\": \"5\", \"expires_at\": \"%s\"}"
                                        .formatted(Instant.now().plusMillis(2_000)));
        assertThat(given.status()).as(given.text()).isEqualTo(201);
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(shop.api().chatAsync(key, LONG.formatted(",slow=" + i * 160)));
        }
        assertThat(calls.stream().map(call -> call.join().status())).contains(200);
        shop.node().app().settle();
        assertThat(shop.ledger(customer)).noneMatch(line -> line.contains("= -"));
        assertThat(owed(customer)).isZero();
    }

    @Test
    void fault_18_credit_that_a_request_holds_cannot_be_taken_away() {
        String customer = shop.api().customer("none");
        String key = shop.api().key(customer);
        shop.api().grant(customer, "0.01");
        CompletableFuture<Answer> running = shop.api().chatAsync(key, LONG.formatted(",slow=2000"));
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
}
