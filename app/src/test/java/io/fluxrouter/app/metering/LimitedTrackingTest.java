package io.fluxrouter.app.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A meter with a price and a hard limit of five that holds when events come. */
class LimitedTrackingTest {
    private static TestNode node;
    private static ApiVisitor owner;
    private static ApiVisitor machine;
    private static JsonNode feature;
    private static String plan;
    private static JsonNode charge;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        TestApi api = node.api();
        owner = ApiVisitor.signedUp(api, "limited");
        machine = ApiVisitor.machine(api, owner.key("\"usage.write\",\"usage.read\""));
        feature =
                made(
                        "/features",
                        """
                        {"name": "Calls", "lookup_key": "calls", "type": "meter",
                         "meter_name": "calls", "aggregation_type": "SUM", "enforce_at_track": true,
                         "usage_pricing_rules": [{"from": 0, "to": 1000, "unit_price": 0.0020},
                                                 {"from": 1001, "unit_price": 0.0010}]}""");
        plan = made("/plans", "{\"name\":\"Five\",\"type\":\"USAGE\"}").path("id").asString();
        made(
                "/plans/" + plan + "/features",
                "{\"feature_id\":\"%s\",\"usage_limit\":5}"
                        .formatted(feature.path("id").asString()));
        charge =
                made(
                        "/plans/" + plan + "/charges",
                        "{\"type\":\"USAGE\",\"meter_id\":\"%s\"}"
                                .formatted(feature.path("meter_id").asString()));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static JsonNode made(String path, String body) {
        TestApi.Answer answer = owner.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private static void subscribe(String customer) {
        JsonNode made =
                made(
                        "/customers",
                        "{\"name\":\"A\",\"email\":\"a@a.test\",\"external_id\":\"%s\"}"
                                .formatted(customer));
        made(
                "/subscriptions",
                "{\"customer_id\":\"%s\",\"plan_id\":\"%s\"}"
                        .formatted(made.path("id").asString(), plan));
    }

    private static String use(String customer, String key, int quantity) {
        return """
        {"meter_token":"%s","customer_external_id":"%s","quantity":%d,"idempotency_key":"%s"}"""
                .formatted(feature.path("meter_token").asString(), customer, quantity, key);
    }

    @Test
    void what_passes_the_limit_is_a_402_and_what_was_taken_is_still_repeated() {
        subscribe("one");
        TestApi.Answer taken = machine.post("/sdk/track", use("one", "a", 5));
        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        TestApi.Answer refused = machine.post("/sdk/track", use("one", "b", 1));
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.json().path("code").asString()).isEqualTo("feature_limit_reached");
        assertThat(refused.json().path("detail").asString()).contains("limit of 5 on 'calls'");
        TestApi.Answer again = machine.post("/sdk/track", use("one", "a", 5));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(taken.json());
        assertThat(machine.get("/usage").text()).doesNotContain("\"b\"");
    }

    @Test
    void a_batch_says_so_by_row() {
        subscribe("two");
        String batch =
                "[%s,%s,%s]".formatted(use("two", "c", 4), use("two", "d", 2), use("two", "e", 1));
        JsonNode rows = machine.post("/usage/batch", batch).json().path("data");
        assertThat(rows.get(0).path("status").asString()).isEqualTo("stored");
        assertThat(rows.get(1).path("code").asString()).isEqualTo("feature_limit_reached");
        assertThat(rows.get(2).path("status").asString()).isEqualTo("stored");
    }

    @Test
    void the_meter_s_rules_are_returned_and_price_a_charge_that_has_no_price() {
        assertThat(feature.path("usage_pricing_rules")).hasSize(2);
        assertThat(feature.path("usage_pricing_mode").asString()).isEqualTo("graduated");
        assertThat(charge.path("price").path("tiers")).hasSize(2);
        String path = "/features/" + feature.path("id").asString();
        TestApi.Answer wrong = owner.send("PATCH", path, "{\"usage_pricing_rules\":[{\"to\":5}]}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().path("field").asString())
                .isEqualTo("usage_pricing_rules[0].unit_price");
    }
}
