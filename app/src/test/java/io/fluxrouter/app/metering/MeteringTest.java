package io.fluxrouter.app.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MeteringTest {
    private static TestNode node;
    private static TestApi api;
    private static ApiVisitor owner;
    private static String key;
    private static ApiVisitor machine;
    private static String meter;
    private static String customer;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        api = node.api();
        owner = ApiVisitor.signedUp(api, "metered");
        key = owner.key("\"usage.write\",\"usage.read\"");
        machine = ApiVisitor.machine(api, key);
        meter = feature("calls", "SUM", "tokens").path("meter_token").asString();
        customer =
                owner.post(
                                "/customers",
                                "{\"name\":\"Acme\",\"email\":\"a@acme.test\",\"external_id\":\"acme\"}")
                        .json()
                        .path("id")
                        .asString();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static JsonNode feature(String name, String aggregation, String property) {
        TestApi.Answer made =
                owner.post(
                        "/features",
                        """
                        {"name":"%s","lookup_key":"%s","type":"meter","meter_name":"%s",
                         "aggregation_type":"%s","property_name":"%s","unit":"call"}\
                        """
                                .formatted(name, name, name, aggregation, property));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }

    private static String tracked(String id, String quantity) {
        return """
        {"meter_token":"%s","customer_external_id":"acme","quantity":%s,
         "idempotency_key":"%s","metadata":{"region":"eu"}}\
        """
                .formatted(meter, quantity, id);
    }

    @Test
    void the_go_sdk_works_unmodified() throws Exception {
        GoSdk sdk = new GoSdk(api.origin(), key);
        List<String> bodies =
                IntStream.range(0, 100).mapToObj(i -> tracked("go-" + i, "1.5")).toList();
        Set<String> ids = new HashSet<>();
        for (GoSdk.Outcome outcome : sdk.flush(bodies)) {
            assertThat(outcome.error()).isEmpty();
            assertThat(outcome.event().path("quantity").asString()).isEqualTo("1.5");
            assertThat(outcome.event().path("meta_data").path("region").asString()).isEqualTo("eu");
            ids.add(outcome.event().path("id").asString());
        }
        assertThat(ids).hasSize(100);
        for (GoSdk.Outcome again : sdk.flush(bodies)) {
            assertThat(ids).contains(again.event().path("id").asString());
        }
        String unknown = tracked("go-x", "1").replace("acme", "nobody");
        assertThat(sdk.track(unknown).error()).isEqualTo("There is no such customer.");
    }

    @Test
    void a_key_used_for_another_body_is_a_conflict_and_digits_are_kept() {
        TestApi.Answer first = machine.post("/sdk/track", tracked("t1", "0.1000000000000000001"));
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("quantity").asString()).isEqualTo("0.1000000000000000001");
        TestApi.Answer repeat = machine.post("/sdk/track", tracked("t1", "0.1000000000000000001"));
        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.json()).isEqualTo(first.json());
        assertThat(machine.post("/sdk/track", tracked("t1", "2")).status()).isEqualTo(409);
    }

    /**
     * A flush of a client whose key is the same for all: they are one event, sent a hundred times.
     */
    @Test
    void of_a_hundred_requests_at_once_with_one_key_one_is_stored() throws Exception {
        GoSdk sdk = new GoSdk(api.origin(), key);
        List<GoSdk.Outcome> outcomes = sdk.flush(Collections.nCopies(100, tracked("go-same", "2")));
        assertThat(outcomes).allMatch(outcome -> outcome.attempts() == 1);
        assertThat(outcomes)
                .extracting(outcome -> outcome.event().path("id").asString())
                .containsOnly(outcomes.getFirst().event().path("id").asString());
        List<GoSdk.Outcome> others = sdk.flush(List.of(tracked("go-same", "3")));
        assertThat(others.getFirst().attempts()).isEqualTo(GoSdk.ATTEMPTS);
        assertThat(others.getFirst().error()).startsWith("Another event has this idempotency key");
    }

    @Test
    void quantities_keep_38_digits_on_either_side_of_the_point() {
        String most = "9".repeat(38) + "." + "1".repeat(38);
        assertThat(machine.post("/sdk/track", tracked("d1", most)).json().path("quantity"))
                .hasToString("\"" + most + "\"");
        assertThat(
                        machine.post("/sdk/track", tracked("d2", "1e-38"))
                                .json()
                                .path("quantity")
                                .asString())
                .isEqualTo("0." + "0".repeat(37) + "1");
        refused(422, "quantity", tracked("d3", "1e38"));
        refused(422, "quantity", tracked("d4", "1e-39"));
    }

    @Test
    void a_refusal_of_usage_names_what_was_sent() {
        refused(404, "customer_external_id", tracked("n2", "1").replace("acme", "nobody"));
        String usage = "{\"customer_id\":\"%s\",\"meter_name\":\"%s\",\"metadata\":{\"a\":1}}";
        for (List<String> one :
                List.of(
                        List.of("meter_name", "acme", "no calls"),
                        List.of("metadata.tokens", "acme", "calls"))) {
            TestApi.Answer answer = machine.post("/usage", usage.formatted(one.get(1), one.get(2)));
            assertThat(answer.json().path("field").asString()).isEqualTo(one.getFirst());
        }
        TestApi.Answer unnamed = machine.post("/usage", "{\"customer_id\":\"acme\"}");
        assertThat(unnamed.status()).isEqualTo(422);
        assertThat(unnamed.json().path("field").asString()).isEqualTo("meter_name");
    }

    @Test
    void what_cannot_be_taken_is_refused_by_name() {
        refused(404, "meter_token", tracked("w1", "1").replace(meter, customer));
        refused(422, "quantity", tracked("w2", "0"));
        refused(422, "quantity", tracked("w3", "\"many\""));
        refused(422, "timestamp", at(Instant.now().minus(Duration.ofDays(36))));
        refused(422, "timestamp", at(Instant.now().plus(Duration.ofMinutes(6))));
        refused(422, "timestamp", tracked("w4", "1").replace("{\"m", "{\"timestamp\":\"x\",\"m"));
        assertThat(machine.post("/sdk/track", "[]").status()).isEqualTo(400);
        assertThat(machine.post("/sdk/track", "{").status()).isEqualTo(400);
        assertThat(new ApiVisitor(api).post("/sdk/track", tracked("w5", "1")).status())
                .isEqualTo(401);
    }

    private static String at(Instant time) {
        return tracked("w" + time, "1").replace("{\"m", "{\"timestamp\":\"" + time + "\",\"m");
    }

    private static void refused(int status, String field, String body) {
        TestApi.Answer answer = machine.post("/sdk/track", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("detail").isString()).isTrue();
        assertThat(answer.json().path("field").asString("")).isEqualTo(field);
    }

    @Test
    void both_shapes_of_usage_and_batches_are_taken() {
        TestApi.Answer byName =
                machine.post(
                        "/usage",
                        """
                        {"customer_external_id":"acme","meter_name":"calls","idempotency_key":"u1",
                         "properties":{"tokens":7,"model":"m"}}\
                        """);
        assertThat(byName.status()).as(byName.text()).isEqualTo(201);
        assertThat(byName.json().path("quantity").asString()).isEqualTo("7");
        TestApi.Answer byId =
                owner.post(
                        "/usage",
                        "{\"meter_id\":\"%s\",\"customer_id\":\"%s\",\"quantity\":3}"
                                .formatted(meter, customer));
        assertThat(byId.status()).as(byId.text()).isEqualTo(201);

        JsonNode batch =
                machine.post(
                                "/usage/batch",
                                "{\"events\":[%s,%s,%s,%s,5]}"
                                        .formatted(
                                                tracked("b1", "1"),
                                                tracked("b1", "1"),
                                                tracked("b1", "2"),
                                                tracked("b2", "1").replace("acme", "nobody")))
                        .json();
        assertThat(batch.path("meta").toString())
                .isEqualTo("{\"total\":5,\"stored\":1,\"repeated\":1,\"refused\":3}");
        assertThat(batch.path("data").get(1).path("id"))
                .isEqualTo(batch.path("data").get(0).path("id"));
        assertThat(batch.path("data").get(2).path("code").asString()).isEqualTo("conflict");
    }

    @Test
    void usage_is_totalled_listed_and_corrected() {
        String seats = feature("seats", "SUM", "n").path("meter_token").asString();
        String body =
                """
                {"meter_token":"%s","customer_external_id":"acme","quantity":%s,
                 "idempotency_key":"s%s"}\
                """;
        machine.post("/sdk/track", body.formatted(seats, "10", "1"));
        String wrong =
                machine.post("/sdk/track", body.formatted(seats, "90", "2"))
                        .json()
                        .path("id")
                        .asString();
        assertThat(total(seats)).isEqualTo("100");
        TestApi.Answer amended =
                owner.post("/events/" + wrong + "/amend", "{\"properties\":{\"n\":9}}");
        assertThat(amended.status()).as(amended.text()).isEqualTo(201);
        assertThat(total(seats)).isEqualTo("19");
        assertThat(owner.post("/events/" + wrong + "/deprecate", "").status()).isEqualTo(409);
        assertThat(
                        machine.get("/events/" + wrong)
                                .json()
                                .path("correction")
                                .path("kind")
                                .asString())
                .isEqualTo("amended");

        JsonNode log = machine.get("/usage?meter_id=" + seats + "&page_size=2").json();
        assertThat(log.path("meta").path("total").asInt()).isEqualTo(3);
        assertThat(log.path("data").get(0).path("quantity").asString()).isEqualTo("9");
        JsonNode all = owner.get("/customers/" + customer + "/usage").json();
        assertThat(all.path("data").toString()).contains("\"seats\"");
    }

    private static String total(String meter) {
        JsonNode usage = machine.get("/meters/" + meter + "/usage?group_by=day").json();
        assertThat(usage.path("unique_customers").asInt()).isEqualTo(1);
        assertThat(usage.path("grouped_data")).hasSize(1);
        return usage.path("total_usage").asString();
    }

    @Test
    void a_time_beyond_years_of_four_digits_is_refused_by_name() {
        for (String path :
                List.of(
                        "/usage?start_date=%s",
                        "/customers/" + customer + "/usage?start_date=%s")) {
            TestApi.Answer answer = owner.get(path.formatted("%2B292278994-08-17T00:00:00Z"));
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(answer.json().path("field").asString()).isEqualTo("start_date");
        }
    }

    @Test
    void how_a_meter_counts_is_fixed_once_there_are_events() {
        JsonNode made = feature("fixed", "SUM", "n");
        String path = "/features/" + made.path("id").asString();
        String max = "{\"aggregation_type\":\"MAX\"}";
        assertThat(owner.send("PATCH", path, max).status()).isEqualTo(200);
        machine.post(
                "/sdk/track",
                "{\"meter_token\":\"%s\",\"customer_external_id\":\"acme\",\"quantity\":1}"
                        .formatted(made.path("meter_token").asString()));
        assertThat(owner.send("PATCH", path, "{\"aggregation_type\":\"SUM\"}").status())
                .isEqualTo(409);
        assertThat(owner.send("PATCH", path, "{\"name\":\"New title\"}").json().path("name"))
                .hasToString("\"New title\"");
        assertThat(owner.post("/features", made.toString()).status()).isEqualTo(422);
        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(owner.get(path).status()).isEqualTo(404);
    }

    @Test
    void organisations_do_not_see_each_other() {
        ApiVisitor other = ApiVisitor.signedUp(api, "stranger");
        assertThat(other.get("/features").json().path("meta").path("total").asInt()).isZero();
        assertThat(other.get("/meters/" + meter + "/usage").status()).isEqualTo(404);
        assertThat(other.post("/sdk/track", tracked("o1", "1")).status()).isEqualTo(404);
        assertThat(other.get("/customers/" + customer + "/usage").status()).isEqualTo(404);
    }

    @Test
    void requests_of_the_gateway_are_meters_of_the_operator() {
        ApiVisitor operator = ApiVisitor.operator(api);
        String caller = api.customer("payg");
        String flux = api.key(caller);
        TestApi.Answer chat =
                api.chat(
                        flux,
                        "{\"model\":\"flux-fast\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        assertThat(chat.status()).as(chat.text()).isEqualTo(200);
        node.app().settle();
        JsonNode usage = operator.get("/customers/" + caller + "/usage").json().path("data");
        assertThat(usage.toString()).contains("llm_requests", "llm_prompt_tokens");
        for (JsonNode meterUsage : usage) {
            if (meterUsage.path("meter_name").asString().equals("llm_cost_usd")) {
                assertThat(meterUsage.path("total_usage").decimalValue())
                        .isEqualByComparingTo(chat.cost().toBigDecimal());
            }
        }
    }
}
