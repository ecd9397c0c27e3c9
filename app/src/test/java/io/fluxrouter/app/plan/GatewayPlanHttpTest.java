package io.fluxrouter.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/** A plan that the operator makes is enforced on every node, as the four are that come with it. */
@TestInstance(Lifecycle.PER_CLASS)
class GatewayPlanHttpTest {
    private static final String FEATURE = "f1b00000-0000-4000-8000-0000000000";
    private static final String CHAT =
            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private TestNode node;
    private TestNode other;
    private TestApi api;
    private ApiVisitor owner;

    @BeforeAll
    void start() {
        node = TestNode.start();
        other = node.another();
        api = node.api();
        owner = ApiVisitor.operator(api);
    }

    @AfterAll
    void stop() {
        other.close();
        node.close();
    }

    @Test
    void a_fifth_plan_gives_its_rate_its_ceiling_and_its_included_amount() {
        String customer = api.customer("none");
        String key = api.key(customer);
        assertThat(chat(api, key).errorCode()).isEqualTo("credit_balance_exhausted");
        String plan = plan("team", "0.01", true, "0.02");
        String subscription = subscribe(customer, plan);
        await(() -> chat(other.api(), key).status() == 200);
        assertThat(chat(api, key).header("x-ratelimit-limit-requests")).isEqualTo("1000");
        assertThat(about(customer).path("plan").asString()).isEqualTo("team");
        assertThat(api.get("/v1/key", key).text()).contains("\"plan\":\"team\"");
        assertThat(api.get("/v1/plans", "").text())
                .contains("\"code\":\"team\"", "\"ceiling_usd\":\"0.02\"");

        await(() -> chat(api, key).errorCode().equals("spend_ceiling_reached"));
        assertThat(owner.post("/subscriptions/" + subscription + "/cancel", "{}").status())
                .isEqualTo(200);
        await(() -> chat(other.api(), key).errorCode().equals("credit_balance_exhausted"));
        assertThat(about(customer).path("plan").isNull()).isTrue();
    }

    @Test
    void a_hard_limit_is_a_free_allowance_that_ends() {
        String customer = api.customer("none");
        subscribe(customer, plan("taster", "0.00001", false, "5"));
        String key = api.key(customer);
        TestApi.Answer refused = chat(api, key);
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.errorCode()).isEqualTo("free_allowance_exhausted");
    }

    @Test
    void an_edit_reaches_every_node_and_those_who_are_moved_to_it() {
        String customer = api.customer("none");
        String plan = plan("edited", "1", true, "5");
        String subscription = subscribe(customer, plan);
        String key = api.key(customer);
        await(() -> rate(key).equals("1000"));
        entitle(plan, "12", "\"static_value\":\"30\"");
        assertThat(chat(api, key).header("x-ratelimit-limit-requests")).isEqualTo("1000");
        String path = "/subscriptions/" + subscription + "/change-plan";
        assertThat(owner.post(path, "{\"plan_id\":\"" + plan + "\"}").status()).isEqualTo(200);
        await(() -> rate(key).equals("30"));
    }

    @Test
    void the_price_list_is_among_the_billing_plans_and_may_be_edited() {
        JsonNode listed = owner.get("/plans?page_size=100").json().path("data");
        assertThat(listed.valueStream().map(plan -> plan.path("lookup_id").asString()))
                .contains("free", "payg", "builder", "builder-yearly", "scale", "scale-yearly");
        String payg =
                listed.valueStream()
                        .filter(plan -> plan.path("lookup_id").asString().equals("payg"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
        entitle(payg, "11", "\"static_value\":\"75\"");
        String customer = api.customer("payg");
        assertThat(api.get("/v1/credits", api.key(customer)).text())
                .contains("\"ceiling_usd\":\"75\"");
    }

    private String rate(String key) {
        return chat(other.api(), key).header("x-ratelimit-limit-requests");
    }

    private String plan(String code, String included, boolean soft, String ceiling) {
        String plan =
                made(
                        "/plans",
                        "{\"name\":\"%s\",\"lookup_id\":\"%s\",\"type\":\"HYBRID\"}"
                                .formatted(code, code));
        entitle(plan, "05", "\"usage_limit\":" + included + ",\"is_soft_limit\":" + soft);
        entitle(plan, "11", "\"static_value\":\"" + ceiling + "\"");
        entitle(plan, "12", "\"static_value\":\"1000\"");
        return plan;
    }

    private void entitle(String plan, String feature, String permission) {
        made(
                "/plans/" + plan + "/features",
                "{\"feature_id\":\"" + FEATURE + feature + "\"," + permission + "}");
    }

    private String subscribe(String customer, String plan) {
        return made(
                "/subscriptions",
                "{\"customer_id\":\"%s\",\"plan_id\":\"%s\"}".formatted(customer, plan));
    }

    private String made(String path, String body) {
        TestApi.Answer answer = owner.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private JsonNode about(String customer) {
        return api.admin("GET", "/v1/customers/" + customer, "").json();
    }

    private static TestApi.Answer chat(TestApi api, String key) {
        return api.chat(key, CHAT.formatted("flux-reasoning"));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
