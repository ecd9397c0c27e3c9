package io.fluxrouter.app.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Faults of usage events, each by its number in the list of faults, over real HTTP. */
class EventFaultsTest {
    private static TestNode node;
    private static ApiVisitor owner;
    private static ApiVisitor machine;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        owner = ApiVisitor.signedUp(node.api(), "faulty");
        machine = ApiVisitor.machine(node.api(), owner.key("\"usage.write\",\"usage.read\""));
        made(
                "/customers",
                "{\"name\":\"Acme\",\"email\":\"a@acme.test\",\"external_id\":\"acme\"}");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String meter(String name) {
        Answer made =
                owner.post(
                        "/features",
                        """
                        {"name":"%s","lookup_key":"%s","type":"meter","meter_name":"%s",
                         "aggregation_type":"SUM","property_name":"n","unit":"token"}"""
                                .formatted(name, name, name));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().path("meter_token").asString();
    }

    private static String event(String meter, String id, String quantity, Instant at) {
        return """
        {"meter_token":"%s","customer_external_id":"acme","quantity":%s,
         "idempotency_key":"%s","timestamp":"%s"}"""
                .formatted(meter, quantity, id, at);
    }

    private static String total(String meter) {
        return machine.get("/meters/" + meter + "/usage?start_date=" + "2026-01-01T00:00:00Z")
                .json()
                .path("total_usage")
                .asString();
    }

    @Test
    void fault_6_the_same_event_a_hundred_times_in_parallel_is_counted_once() {
        String meter = meter("hundred");
        String body = event(meter, "same", "7", Instant.now());
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                calls.add(
                        CompletableFuture.supplyAsync(
                                () -> machine.post("/sdk/track", body), threads));
            }
        }
        List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).isSubsetOf(200, 201);
        assertThat(answers.stream().map(one -> one.json().path("id").asString()).distinct())
                .hasSize(1);
        assertThat(total(meter)).isEqualTo("7");
    }

    @Test
    void fault_6_an_events_id_with_another_body_is_a_conflict_that_changes_nothing() {
        String meter = meter("other");
        Instant now = Instant.now();
        assertThat(machine.post("/sdk/track", event(meter, "id", "7", now)).status())
                .isEqualTo(201);
        for (String other :
                List.of(
                        event(meter, "id", "8", now),
                        event(meter, "id", "7", now.minusMillis(1)))) {
            Answer answer = machine.post("/sdk/track", other);
            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        }
        assertThat(machine.post("/sdk/track", event(meter, "id", "7.0", now)).status())
                .isEqualTo(200);
        assertThat(total(meter)).isEqualTo("7");
    }

    @Test
    void fault_6_an_event_that_is_repeated_after_33_days_is_still_known() {
        String meter = meter("late");
        String clock =
                made("/test_clocks", "{\"name\":\"c\",\"frozen_time\":\"2026-01-01T00:00:00Z\"}");
        made(
                "/customers",
                "{\"name\":\"Later\",\"email\":\"l@l.test\",\"external_id\":\"later\",\"test_clock_id\":\"%s\"}"
                        .formatted(clock));
        String body =
                event(meter, "late", "7", Instant.parse("2026-01-01T00:00:00Z"))
                        .replace("acme", "later");
        assertThat(machine.post("/sdk/track", body).status()).isEqualTo(201);
        Answer moved =
                owner.post(
                        "/test_clocks/" + clock + "/advance",
                        "{\"frozen_time\":\"2026-02-03T00:00:00Z\"}");
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(machine.post("/sdk/track", body).status()).isEqualTo(200);
        String again = body.replace("2026-01-01", "2026-02-03");
        assertThat(machine.post("/sdk/track", again).status()).isEqualTo(409);
        assertThat(total(meter)).isEqualTo("7");
    }

    private static String made(String path, String body) {
        Answer answer = owner.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    @Test
    void fault_6_a_batch_says_which_of_its_rows_came_before() {
        String meter = meter("batch");
        Instant now = Instant.now();
        String first = event(meter, "a", "1", now);
        String second = event(meter, "b", "2", now);
        String other = event(meter, "a", "9", now);
        JsonNode answer =
                machine.post(
                                "/usage/batch",
                                "{\"events\":[%s,%s,%s,%s]}".formatted(first, second, first, other))
                        .json();
        assertThat(answer.path("meta").toString())
                .isEqualTo("{\"total\":4,\"stored\":2,\"repeated\":1,\"refused\":1}");
        assertThat(answer.path("data").get(2).path("id"))
                .isEqualTo(answer.path("data").get(0).path("id"));
        assertThat(answer.path("data").get(3).path("code").asString()).isEqualTo("conflict");
        assertThat(total(meter)).isEqualTo("3");
    }

    @Test
    void fault_23_an_event_of_1e15_tokens_is_counted_to_the_last_one() {
        String meter = meter("tokens");
        Instant now = Instant.now();
        assertThat(machine.post("/sdk/track", event(meter, "x", "1e15", now)).status())
                .isEqualTo(201);
        assertThat(machine.post("/sdk/track", event(meter, "y", "1", now)).status()).isEqualTo(201);
        assertThat(machine.post("/sdk/track", event(meter, "z", "0", now)).status()).isEqualTo(422);
        assertThat(total(meter)).isEqualTo("1000000000000001");
    }
}
