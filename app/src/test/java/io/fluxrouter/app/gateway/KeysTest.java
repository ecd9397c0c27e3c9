package io.fluxrouter.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class KeysTest {
    private static final String CHAT =
            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private TestNode node;
    private TestApi api;
    private String customer;

    @BeforeAll
    void start() {
        node = TestNode.start();
        api = node.api();
        customer = api.customer("scale");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void a_key_is_sk_flux_or_sk_proxy_and_64_hex_digits() {
        assertThat(api.key(customer)).matches("sk-flux-[0-9a-f]{64}");
        assertThat(api.key(customer, ",\"dialect\":\"proxy\"")).matches("sk-proxy-[0-9a-f]{64}");
    }

    @Test
    void a_key_may_be_sent_as_x_api_key() {
        String key = api.key(customer);
        Answer answer =
                api.send(
                        HttpRequest.newBuilder(URI.create(api.baseUrl() + "/models"))
                                .header("x-api-key", key)
                                .GET()
                                .build());

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void a_key_longer_than_any_is_refused_by_both_planes_alike() {
        String key = "sk-flux-" + "0".repeat(1_000);

        assertThat(chat(key, "flux-fast").errorCode()).isEqualTo("invalid_api_key");
        assertThat(api.get("/v1/key", key).errorCode()).isEqualTo("invalid_api_key");
    }

    @Test
    void only_a_plan_that_never_charges_is_a_free_tier() {
        assertThat(api.get("/v1/key", api.key(api.customer("free"))).text())
                .contains("\"is_free_tier\":true", "\"plan\":\"free\"");
        assertThat(api.get("/v1/key", api.key(customer)).text())
                .contains("\"is_free_tier\":false", "\"plan\":\"scale\"");
        assertThat(api.get("/v1/key", api.key(api.customer("none"))).text())
                .contains("\"is_free_tier\":false", "\"plan\":null");
    }

    @Test
    void a_key_serves_only_the_models_it_may() {
        String key = api.key(customer, ",\"allowed_models\":[\"gpt-4o*\"]");

        assertThat(chat(key, "gpt-4o-mini").status()).isEqualTo(200);
        Answer refused = chat(key, "o3");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.errorCode()).isEqualTo("model_not_allowed");
        assertThat(chat(key, "flux-auto").header("X-Flux-Model")).startsWith("gpt-4o");
    }

    @Test
    void a_key_serves_only_where_it_may() {
        String here = api.key(customer, ",\"allowed_ips\":[\"127.0.0.0/8\"]");
        String elsewhere = api.key(customer, ",\"allowed_ips\":[\"10.0.0.0/8\"]");

        assertThat(chat(here, "flux-fast").status()).isEqualTo(200);
        assertThat(chat(elsewhere, "flux-fast").status()).isEqualTo(403);
    }

    @Test
    void a_proxy_key_gets_flat_errors_and_403_for_money() {
        String key = api.key(api.customer("none"), ",\"dialect\":\"proxy\"");

        Answer answer = chat(key, "gpt-4o-mini");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("{\"error\":\"insufficient_credits\"}");
    }

    @Test
    void a_revoked_key_serves_no_more_on_any_node() {
        try (TestNode other = node.another()) {
            Answer made =
                    api.admin(
                            "POST",
                            "/v1/keys",
                            "{\"customer_id\":\"" + customer + "\",\"name\":\"short\"}");
            String key = made.json().path("key").asString();
            await(() -> chat(other.api(), key).status() == 200);

            Answer revoked =
                    api.admin("DELETE", "/v1/keys/" + made.json().path("id").asString(), "");

            assertThat(revoked.json().path("status").asString()).isEqualTo("revoked");
            assertThat(chat(key, "flux-fast").status()).isEqualTo(401);
            await(() -> chat(other.api(), key).status() == 401);
        }
    }

    @Test
    void a_free_caller_may_send_one_request_a_second() {
        String key = api.key(api.customer("free"));

        Answer first = chat(key, "flux-fast");
        Answer second = chat(key, "flux-fast");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("x-ratelimit-limit-requests")).isEqualTo("1");
        assertThat(first.header("x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.errorCode()).isEqualTo("rate_limit_exceeded");
        assertThat(second.header("Retry-After")).isEqualTo("1");
        assertThat(Long.parseLong(second.header("retry-after-ms"))).isBetween(1L, 1000L);
    }

    @Test
    void a_key_with_a_limit_of_its_own_stops_there() {
        String key =
                api.key(
                        customer,
                        ",\"usage_limit_dollars\":0.00001,\"usage_limit_reset\":\"monthly\"");

        Answer refused = chat(key, "flux-reasoning");

        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.errorCode()).isEqualTo("key_spend_limit_exceeded");
        assertThat(refused.json().path("error").path("metadata").path("resets_at").asString())
                .endsWith("-01T00:00:00Z");
        assertThat(api.get("/v1/key", key).status()).isEqualTo(200);
    }

    @Test
    void a_plan_can_change_and_the_key_stays() {
        String free = api.customer("free");
        String key = api.key(free);
        api.admin("PATCH", "/v1/customers/" + free, "{\"plan\":\"scale\"}");

        for (int i = 0; i < 5; i++) assertThat(chat(key, "flux-fast").status()).isEqualTo(200);
    }

    @Test
    void unknown_fields_and_wrong_values_are_refused_by_name() {
        Answer unknown =
                api.admin(
                        "POST",
                        "/v1/keys",
                        "{\"customer_id\":\"" + customer + "\",\"name\":\"x\",\"spend_limit\":3}");
        Answer wrong =
                api.admin(
                        "POST",
                        "/v1/keys",
                        "{\"customer_id\":\""
                                + customer
                                + "\",\"name\":\"x\",\"allowed_ips\":[\"abc\"]}");

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json().path("error").path("param").asString()).isEqualTo("spend_limit");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().path("error").path("param").asString()).isEqualTo("allowed_ips");
    }

    @Test
    void the_management_api_needs_the_admin_token() {
        String key = api.key(customer);

        assertThat(api.get("/v1/customers", key).status()).isEqualTo(401);
        assertThat(api.get("/v1/customers", "wrong").status()).isEqualTo(401);
    }

    private Answer chat(String key, String model) {
        return api.chat(key, CHAT.formatted(model));
    }

    private static Answer chat(TestApi api, String key) {
        return api.chat(key, CHAT.formatted("flux-fast"));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
