package io.fluxrouter.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.core.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

@TestInstance(Lifecycle.PER_CLASS)
class ChatTest {
    private static final String PING =
            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]%s}";

    private TestNode node;
    private String key;

    @BeforeAll
    void start() {
        node = TestNode.start();
        key = node.api().key(node.api().customer("scale"));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void an_answer_says_which_model_served_and_what_it_cost() {
        Answer answer = chat("flux-auto", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Flux-Model")).isNotEmpty();
        assertThat(answer.header("X-Flux-Original-Model")).isEqualTo("flux-auto");
        assertThat(answer.header("X-Flux-Routed")).isEqualTo("true");
        assertThat(answer.header("X-Flux-Lane")).isEqualTo("express");
        assertThat(answer.header("X-Flux-Route-Reason")).isEqualTo("short_prompt");
        assertThat(answer.header("X-Flux-Provider")).isNotEmpty();
        assertThat(answer.header("X-Flux-Request-Id"))
                .isEqualTo(answer.header("x-request-id"))
                .startsWith("req_");
        JsonNode usage = answer.json().path("usage");
        Money expected =
                Money.ofNanos(
                        usage.path("prompt_tokens").asLong() * 1_000
                                + usage.path("completion_tokens").asLong() * 4_000);
        assertThat(answer.cost()).isEqualTo(expected);
    }

    @Test
    void each_lane_alias_is_served_by_its_lane() {
        assertThat(chat("flux-fast", "").header("X-Flux-Lane")).isEqualTo("express");
        assertThat(chat("flux-standard", "").header("X-Flux-Lane")).isEqualTo("daily");
        assertThat(chat("flux-reasoning", "").header("X-Flux-Lane")).isEqualTo("deep");
    }

    @Test
    void a_named_or_pinned_model_is_served_by_itself() {
        for (String name :
                new String[] {"gpt-4o-mini", "openai/gpt-4o-mini", "flux-pinned-gpt-4o-mini"}) {
            Answer answer = chat(name, "");
            assertThat(answer.header("X-Flux-Model")).isEqualTo("gpt-4o-mini");
            assertThat(answer.header("X-Flux-Routed")).isEqualTo("false");
        }
    }

    @Test
    void a_stream_ends_with_its_cost_where_the_caller_asked_for_usage() {
        Answer answer =
                chat("flux-fast", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Flux-Cost-Usd")).isEmpty();
        String last = lastData(answer.text());
        assertThat(answer.text()).endsWith("data: [DONE]\n\n");
        assertThat(last).contains("\"choices\":[]").contains("\"cost_usd\":\"0.");
    }

    @Test
    void a_stream_has_no_extra_chunk_where_nobody_asked_but_its_cost_all_the_same() {
        Answer answer = chat("flux-fast", ",\"stream\":true");

        assertThat(answer.text()).doesNotContain("\"choices\":[]");
        assertThat(lastData(answer.text()))
                .contains("\"finish_reason\":\"")
                .contains("\"cost_usd\":\"0.")
                .contains("\"prompt_tokens\":");
    }

    @Test
    void a_request_can_be_looked_up_afterwards() {
        Answer answer = chat("flux-fast", "");

        Answer found = node.api().get("/v1/generation?id=" + answer.header("x-request-id"), key);

        assertThat(found.status()).isEqualTo(200);
        JsonNode data = found.json().path("data");
        assertThat(data.path("cost_usd").asString()).isEqualTo(answer.cost().toDecimal());
        assertThat(data.path("lane").asString()).isEqualTo("express");
        assertThat(data.path("status").asInt()).isEqualTo(200);
    }

    @Test
    void a_failing_provider_is_passed_over_before_the_first_byte() {
        node.provider().faults().next(1, "fail=503");

        Answer answer = chat("flux-fast", "");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void when_every_provider_fails_nothing_is_charged() {
        Answer answer = chat("gpt-4o-mini", ",\"user\":\"simulate:fail=500\"");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.errorCode()).isEqualTo("provider_unavailable");
        assertThat(answer.header("x-request-id")).isNotEmpty();
        assertThat(costOf(answer)).isEqualTo("0");
    }

    @Test
    void an_overloaded_provider_is_a_503_that_may_be_tried_again() {
        Answer answer = chat("gpt-4o-mini", ",\"user\":\"simulate:fail=429\"");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @Test
    void what_the_provider_finds_wrong_is_passed_on_and_costs_nothing() {
        Answer answer = chat("gpt-4o-mini", ",\"user\":\"simulate:fail=400\"");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("message").asString()).isNotEmpty();
        assertThat(costOf(answer)).isEqualTo("0");
    }

    @Test
    void a_stream_that_breaks_off_is_charged_for_what_came() {
        Answer answer = chat("gpt-4o-mini", ",\"stream\":true,\"user\":\"simulate:cut-after=5\"");

        assertThat(answer.text()).contains("\"finish_reason\":\"error\"").doesNotContain("[DONE]");
        JsonNode data = generation(answer);
        assertThat(data.path("outcome").asString()).isEqualTo("provider_cut");
        assertThat(data.path("estimated").asBoolean()).isTrue();
        assertThat(data.path("tokens_completion").asLong()).isBetween(1L, 40L);
    }

    @Test
    void missing_usage_is_counted_and_marked() {
        Answer plain = chat("gpt-4o-mini", ",\"user\":\"simulate:omit-usage\"");
        Answer streamed = chat("gpt-4o-mini", ",\"stream\":true,\"user\":\"simulate:omit-usage\"");

        for (Answer answer : new Answer[] {plain, streamed}) {
            JsonNode data = generation(answer);
            assertThat(data.path("estimated").asBoolean()).isTrue();
            assertThat(data.path("tokens_completion").asLong()).isPositive();
            assertThat(data.path("tokens_prompt").asLong()).isPositive();
        }
    }

    @Test
    void a_usage_of_zero_is_believed() {
        Answer answer = chat("gpt-4o-mini", ",\"user\":\"simulate:zero-usage\"");

        assertThat(answer.header("X-Flux-Cost-Usd")).isEqualTo("0");
        assertThat(generation(answer).path("estimated").asBoolean()).isFalse();
    }

    @Test
    void cached_tokens_are_charged_at_their_own_price() {
        Answer answer = chat("flux-fast", ",\"user\":\"simulate:usage=2000/10/1000\"");

        assertThat(answer.cost()).isEqualTo(Money.usd("0.00129"));
    }

    @Test
    void an_overrun_is_booked_and_marked() {
        Answer answer = chat("flux-fast", ",\"max_tokens\":20,\"user\":\"simulate:overrun=5000\"");

        assertThat(answer.cost().compareTo(Money.usd("0.02"))).isGreaterThanOrEqualTo(0);
        assertThat(generation(answer).path("overrun").asBoolean()).isTrue();
    }

    private Answer chat(String model, String more) {
        return node.api().chat(key, PING.formatted(model, more));
    }

    private JsonNode generation(Answer answer) {
        return node.api()
                .get("/v1/generation?id=" + answer.header("x-request-id"), key)
                .json()
                .path("data");
    }

    private String costOf(Answer answer) {
        return generation(answer).path("cost_usd").asString();
    }

    private static String lastData(String stream) {
        String before = stream.substring(0, stream.indexOf("data: [DONE]"));
        return before.substring(before.lastIndexOf("data: "));
    }
}
