package io.fluxrouter.app.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TestClocksHttpTest {

    @Test
    void a_customer_lives_on_a_clock_that_is_moved_by_months() {
        try (TestNode node = TestNode.start()) {
            ApiVisitor owner = ApiVisitor.operator(node.api());
            String clock =
                    made(
                            owner,
                            "/test_clocks",
                            "{\"name\":\"Leap\",\"frozen_time\":\"2024-01-31T00:00:00Z\"}");
            JsonNode read = owner.get("/test_clocks/" + clock).json();
            assertThat(read.path("status").asString()).isEqualTo("ready");
            assertThat(read.path("target_time").isNull()).isTrue();

            String customer =
                    made(
                            owner,
                            "/customers",
                            "{\"name\":\"Ann\",\"email\":\"a@b.c\",\"test_clock_id\":\"%s\"}"
                                    .formatted(clock));
            String plan = made(owner, "/plans", "{\"name\":\"P\",\"type\":\"FIXED\"}");
            String subscription = subscribed(owner, customer, plan);
            String abroad = subscribed(owner, customer, plan);
            JsonNode patched =
                    owner.send(
                                    "PATCH",
                                    "/subscriptions/" + abroad,
                                    "{\"timezone\":\"America/New_York\"}")
                            .json();
            assertThat(patched.path("timezone").asString()).isEqualTo("UTC");
            assertThat(patched.path("next_timezone").asString()).isEqualTo("America/New_York");
            assertField(
                    owner.send("PATCH", "/subscriptions/" + abroad, "{\"timezone\":\"Mars\"}"),
                    "timezone");
            assertField(owner.send("PATCH", "/subscriptions/" + abroad, "{}"), "timezone");
            assertField(
                    owner.send(
                            "PATCH",
                            "/subscriptions/" + abroad,
                            "{\"timezone\":\"UTC\",\"plan_id\":\"x\"}"),
                    "plan_id");
            JsonNode moved =
                    owner.post(
                                    "/test_clocks/" + clock + "/advance",
                                    "{\"frozen_time\":\"2024-04-01T00:00:00Z\"}")
                            .json();
            assertThat(moved.path("frozen_time").asString()).isEqualTo("2024-04-01T00:00:00Z");
            JsonNode now = owner.get("/subscriptions/" + subscription).json();
            assertThat(now.path("current_period_start").asString())
                    .isEqualTo("2024-03-31T00:00:00Z");
            JsonNode there = owner.get("/subscriptions/" + abroad).json();
            assertThat(there.path("timezone").asString()).isEqualTo("America/New_York");
            assertThat(there.path("next_timezone").isNull()).isTrue();
            assertThat(there.path("current_period_start").asString())
                    .isEqualTo("2024-03-31T04:00:00Z");
            assertRefusals(owner, clock, customer);
        }
    }

    private static void assertRefusals(ApiVisitor owner, String clock, String customer) {
        String advance = "/test_clocks/" + clock + "/advance";
        for (String time : new String[] {"2024-03-31T00:00:00Z", "2027-01-01T00:00:00Z"}) {
            assertField(
                    owner.post(advance, "{\"frozen_time\":\"%s\"}".formatted(time)), "frozen_time");
        }
        assertField(owner.post(advance, "{}"), "frozen_time");
        assertField(
                owner.post("/test_clocks", "{\"frozen_time\":\"2024-01-31T00:00:00Z\"}"), "name");
        assertField(
                owner.put("/customers/" + customer, "{\"test_clock_id\":null}"), "test_clock_id");
        assertThat(owner.delete("/test_clocks/" + clock).status()).isEqualTo(409);
        assertThat(owner.delete("/customers/" + customer).status()).isEqualTo(204);
        assertThat(owner.delete("/test_clocks/" + clock).status()).isEqualTo(204);
        assertThat(owner.get("/test_clocks/" + clock).status()).isEqualTo(404);
        assertThat(owner.get("/test_clocks").json().path("data")).isEmpty();
    }

    private static void assertField(TestApi.Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
    }

    @Test
    void in_production_every_call_is_403_and_says_why() {
        try (TestNode node =
                TestNode.start(Settings.defaults(), Map.of("FLUX_MODE", "production"))) {
            ApiVisitor owner = ApiVisitor.operator(node.api());
            String id = "/test_clocks/00000000-0000-4000-8000-000000000001";
            for (TestApi.Answer answer :
                    new TestApi.Answer[] {
                        owner.get("/test_clocks"),
                        owner.post("/test_clocks", "{}"),
                        owner.get(id),
                        owner.delete(id),
                        owner.post(id + "/advance", "{}"),
                        owner.post(
                                "/customers",
                                "{\"name\":\"A\",\"email\":\"a@b.c\",\"test_clock_id\":\"%s\"}"
                                        .formatted(id.substring(13)))
                    }) {
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.json().path("detail").asString()).contains("FLUX_MODE");
            }
        }
    }

    private static String subscribed(ApiVisitor owner, String customer, String plan) {
        return made(
                owner,
                "/subscriptions",
                "{\"customer_id\":\"%s\",\"plan_id\":\"%s\"}".formatted(customer, plan));
    }

    private static String made(ApiVisitor owner, String path, String body) {
        TestApi.Answer answer = owner.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }
}
