package io.fluxrouter.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class LimitsTest {
    private static final List<String> HEADERS =
            List.of(
                    "x-ratelimit-limit-requests",
                    "x-ratelimit-remaining-requests",
                    "x-ratelimit-reset-requests",
                    "x-ratelimit-limit-tokens",
                    "x-ratelimit-remaining-tokens",
                    "x-ratelimit-reset-tokens");

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
    void every_answer_to_a_known_key_has_all_six_headers() {
        String key = api.key(customer);
        String poor = api.key(api.customer("none"));

        assertLimits(200, chat(key, "flux-fast", "\"n\":1"));
        assertLimits(200, chat(key, "flux-fast", "\"stream\":true"));
        assertLimits(200, api.get("/v1/models", key));
        assertLimits(400, api.chat(key, "{"));
        assertLimits(404, chat(key, "no-such-model", "\"n\":1"));
        assertLimits(402, chat(poor, "flux-fast", "\"n\":1"));
        assertThat(chat("sk-flux-nobody", "flux-fast", "\"n\":1").response().headers().map())
                .doesNotContainKeys(HEADERS.toArray(String[]::new));
    }

    @Test
    void a_plan_has_a_token_limit_where_the_key_has_none() {
        Answer answer = chat(api.key(api.customer("payg")), "flux-fast", "\"n\":1");

        assertThat(answer.header("x-ratelimit-limit-requests")).isEqualTo("20");
        assertThat(answer.header("x-ratelimit-limit-tokens")).isEqualTo("5000000");
        assertThat(api.get("/v1/plans", "").text()).contains("\"tokens_per_minute\":5000000");
    }

    @Test
    void requests_a_minute_are_counted_per_key() {
        String key = api.key(customer, ",\"rate_limit_rpm\":2");

        assertThat(chat(key, "flux-fast", "\"n\":1").header("x-ratelimit-remaining-requests"))
                .isEqualTo("1");
        chat(key, "flux-fast", "\"n\":1");
        Answer refused = chat(key, "flux-fast", "\"n\":1");

        assertLimits(429, refused);
        assertThat(refused.errorCode()).isEqualTo("rate_limit_exceeded");
        assertThat(refused.header("x-ratelimit-limit-requests")).isEqualTo("2");
        assertThat(Long.parseLong(refused.header("retry-after-ms"))).isBetween(1L, 30_000L);
    }

    @Test
    void enterprise_routers_clients_get_its_headers_beside_the_six() {
        String key = api.key(customer, ",\"dialect\":\"proxy\",\"rate_limit_rpm\":1");

        Answer served = chat(key, "gpt-4o-mini", "\"n\":1");
        Answer refused = chat(key, "gpt-4o-mini", "\"n\":1");

        assertLimits(200, served);
        assertLimits(429, refused);
        assertThat(refused.text()).isEqualTo("{\"error\":\"rate_limited\"}");
        for (Answer answer : List.of(served, refused)) {
            assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("1");
            assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("0");
            long now = Instant.now().getEpochSecond();
            assertThat(Long.parseLong(answer.header("X-RateLimit-Reset"))).isBetween(now, now + 61);
        }
        assertThat(chat(api.key(customer), "flux-fast", "\"n\":1").header("X-RateLimit-Limit"))
                .isEmpty();
    }

    @Test
    void tokens_are_taken_by_the_estimate_and_settled_by_the_usage() {
        String key = api.key(customer, ",\"rate_limit_tpm\":10000");

        Answer first = chat(key, "flux-fast", "\"max_tokens\":8000");
        Answer second = chat(key, "flux-fast", "\"max_tokens\":8000");

        assertThat(remainingTokens(first)).isBetween(1_900L, 2_000L);
        assertThat(second.status()).as("the first gave back what it did not use").isEqualTo(200);
        assertThat(first.header("x-ratelimit-limit-tokens")).isEqualTo("10000");
        long used = first.json().path("usage").path("total_tokens").asLong();
        assertThat(remainingTokens(second)).isBetween(1_900 - used, 2_000L);
    }

    @Test
    void a_stream_too_settles_what_it_used() {
        String key = api.key(customer, ",\"rate_limit_tpm\":10000");

        for (int i = 0; i < 3; i++) {
            assertThat(chat(key, "flux-fast", "\"stream\":true,\"max_tokens\":8000").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_request_that_costs_nothing_gives_its_tokens_back() {
        String key = api.key(api.customer("none"), ",\"rate_limit_tpm\":10000");

        for (int i = 0; i < 3; i++) {
            Answer refused = chat(key, "flux-fast", "\"max_tokens\":8000");
            assertThat(refused.status()).isEqualTo(402);
            assertThat(remainingTokens(refused)).isEqualTo(10_000);
        }
    }

    @Test
    void a_debt_of_tokens_is_refused_until_it_is_paid() {
        String key = api.key(customer, ",\"rate_limit_tpm\":20");
        Answer served = chat(key, "flux-fast", "\"max_tokens\":200");
        assertThat(served.json().path("usage").path("total_tokens").asLong()).isGreaterThan(20);

        Answer refused = chat(key, "flux-fast", "\"max_tokens\":200");

        assertLimits(429, refused);
        assertThat(refused.errorCode()).isEqualTo("rate_limit_exceeded");
        assertThat(refused.json().path("error").path("metadata").path("unit").asString())
                .isEqualTo("tokens");
        assertThat(refused.header("x-ratelimit-limit-tokens")).isEqualTo("20");
        assertThat(remainingTokens(refused)).isZero();
        long millis = Long.parseLong(refused.header("retry-after-ms"));
        assertThat(millis).isGreaterThan(30_000);
        assertThat(Long.parseLong(refused.header("Retry-After"))).isEqualTo((millis + 999) / 1000);
    }

    @Test
    void a_keys_token_limit_can_be_changed_and_taken_away() {
        Answer made =
                api.admin(
                        "POST",
                        "/v1/keys",
                        "{\"customer_id\":\""
                                + customer
                                + "\",\"name\":\"k\",\"rate_limit_tpm\":700}");
        String path = "/v1/keys/" + made.json().path("id").asString();
        String key = made.json().path("key").asString();

        assertThat(api.get("/v1/models", key).header("x-ratelimit-limit-tokens")).isEqualTo("700");
        assertThat(api.admin("PATCH", path, "{\"rate_limit_tpm\":800}").text())
                .contains("\"rate_limit_tpm\":800");
        assertThat(api.get("/v1/models", key).header("x-ratelimit-limit-tokens")).isEqualTo("800");
        api.admin("PATCH", path, "{\"rate_limit_tpm\":null}");
        assertThat(api.get("/v1/models", key).header("x-ratelimit-limit-tokens"))
                .isEqualTo("50000000");
        assertThat(api.admin("PATCH", path, "{\"rate_limit_tpm\":0}").status()).isEqualTo(400);
    }

    private Answer chat(String key, String model, String more) {
        return api.chat(
                key,
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],%s}"
                        .formatted(model, more));
    }

    private static long remainingTokens(Answer answer) {
        return Long.parseLong(answer.header("x-ratelimit-remaining-tokens"));
    }

    private static void assertLimits(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        for (String name : HEADERS) {
            assertThat(answer.response().headers().allValues(name)).as(name).hasSize(1);
        }
        for (String name : List.of(HEADERS.get(2), HEADERS.get(5))) {
            assertThat(answer.header(name)).matches("\\d+ms|\\d+s|\\d+m\\d+s");
        }
    }
}
