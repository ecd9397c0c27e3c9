package io.fluxrouter.app.bound;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/** Each kind of 402 that the reference names, as a caller gets it. */
@TestInstance(Lifecycle.PER_CLASS)
class MoneyRefusalsTest {
    private static final String FEATURE = "f1b00000-0000-4000-8000-0000000000";
    private static final String CHAT =
            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private TestNode node;
    private TestApi api;
    private ApiVisitor owner;

    @BeforeAll
    void start() {
        node = TestNode.start();
        api = node.api();
        owner = ApiVisitor.operator(api);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void credit_that_is_used_up() {
        JsonNode error = refusedAs("credit_balance_exhausted", api.key(api.customer("none")));
        assertThat(error.path("metadata").path("left_usd").asString()).isEqualTo("0");
        assertThat(error.path("metadata").has("resets_at")).isFalse();
    }

    @Test
    void a_free_allowance_that_is_used_up() {
        String plan = plan("FIXED", entitled("05", "\"usage_limit\":0.000001"));
        refusedAs("free_allowance_exhausted", subscribed(plan));
    }

    @Test
    void the_monthly_credit_of_a_paid_plan_that_is_used_up() {
        String plan = plan("FIXED", entitled("05", "\"usage_limit\":0.000001"));
        made("/plans/" + plan + "/charges", "{\"type\":\"FIXED\",\"unit_price\":\"5\"}");
        JsonNode error = refusedAs("monthly_credit_exhausted", subscribed(plan));
        assertThat(error.path("metadata").path("resets_at").asString()).isNotEmpty();
    }

    @Test
    void a_spend_ceiling_that_is_reached() {
        String customer = api.customer("payg");
        patch(customer, "", "{\"ceiling_usd\":\"0.000001\"}");
        JsonNode error = refusedAs("spend_ceiling_reached", api.key(customer));
        JsonNode facts = error.path("metadata");
        assertThat(facts.path("limit_usd").asString()).isEqualTo("0.000001");
        assertThat(facts.path("used_usd").asString()).isEqualTo("0");
        assertThat(facts.path("required_usd").asString()).isNotEqualTo("0");
        assertThat(Instant.parse(facts.path("resets_at").asString())).isAfter(Instant.now());
    }

    @Test
    void an_hour_that_has_spent_its_safety_limit() {
        String customer = api.customer("scale");
        String key = api.key(customer);
        patch(customer, "/bounds", "{\"hourly_limit_usd\":\"0.000001\"}");
        TestApi.Answer refused = await(() -> chat(key), "hourly_safety_limit");
        long seconds = Long.parseLong(refused.header("Retry-After"));
        assertThat(seconds).isBetween(1L, 3_600L);
        JsonNode facts = refused.json().path("error").path("metadata");
        assertThat(facts.path("retry_after_seconds").asLong()).isEqualTo(seconds);
        assertThat(facts.path("limit_usd").asString()).isEqualTo("0.000001");

        patch(customer, "/bounds", "{\"hourly_limit_usd\":null}");
        await(() -> chat(key), "");
    }

    @Test
    void a_plan_may_set_the_safety_limit_too() {
        String plan =
                plan(
                        "USAGE",
                        entitled("05", "\"usage_limit\":5,\"is_soft_limit\":true"),
                        entitled("15", "\"static_value\":\"0.000001\""));
        String key = subscribed(plan);
        await(() -> chat(key), "hourly_safety_limit");
    }

    @Test
    void a_model_that_the_plan_does_not_include() {
        String plan =
                plan(
                        "USAGE",
                        entitled("05", "\"usage_limit\":5,\"is_soft_limit\":true"),
                        entitled("16", "\"static_value\":\"no-such-model, other*\""));
        JsonNode error = refusedAs("model_not_in_plan", subscribed(plan));
        assertThat(error.path("param").asString()).isEqualTo("model");
        assertThat(api.get("/v1/models", subscribed(plan)).json().path("data").valueStream())
                .noneMatch(model -> model.path("owned_by").asString().equals("openai"));
    }

    @Test
    void an_account_without_the_card_it_needs() {
        String customer = api.customer("scale");
        patch(customer, "/bounds", "{\"card_required\":true}");
        refusedAs("payment_method_required", api.key(customer));
    }

    @Test
    void an_account_on_hold_and_off_again() {
        String customer = api.customer("scale");
        String key = api.key(customer);
        patch(
                customer,
                "/bounds",
                "{\"card_required\":true,\"on_hold\":true,\"note\":\"disputed\"}");
        await(() -> chat(key), "account_on_hold");
        assertThat(api.get("/v1/key", key).status()).isEqualTo(200);
        patch(customer, "/bounds", "{\"on_hold\":false,\"card_required\":false}");
        await(() -> chat(key), "");
    }

    private JsonNode refusedAs(String code, String key) {
        return await(() -> chat(key), code).json().path("error");
    }

    /** An answer of that code, soon; a 402 that tells clients not to retry, or 200 for none. */
    private static TestApi.Answer await(Supplier<TestApi.Answer> call, String code) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        TestApi.Answer answer = call.get();
        while (!answer.errorCode().equals(code)) {
            assertThat(System.nanoTime()).as(answer.text()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            answer = call.get();
        }
        assertThat(answer.status()).isEqualTo(code.isEmpty() ? 200 : 402);
        if (!code.isEmpty()) {
            assertThat(answer.header("x-should-retry")).isEqualTo("false");
            assertThat(answer.json().path("error").path("type").asString())
                    .isEqualTo("insufficient_quota");
        }
        return answer;
    }

    private String plan(String type, String... permissions) {
        String plan = made("/plans", "{\"name\":\"A plan\",\"type\":\"" + type + "\"}");
        for (String permission : permissions) made("/plans/" + plan + "/features", permission);
        return plan;
    }

    private static String entitled(String feature, String permission) {
        return "{\"feature_id\":\"" + FEATURE + feature + "\"," + permission + "}";
    }

    private String subscribed(String plan) {
        String customer = api.customer("none");
        made(
                "/subscriptions",
                "{\"customer_id\":\"%s\",\"plan_id\":\"%s\"}".formatted(customer, plan));
        return api.key(customer);
    }

    private String made(String path, String body) {
        TestApi.Answer answer = owner.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private void patch(String customer, String more, String body) {
        TestApi.Answer answer = api.admin("PATCH", "/v1/customers/" + customer + more, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private TestApi.Answer chat(String key) {
        return api.chat(key, CHAT.formatted("flux-fast"));
    }
}
