package io.fluxrouter.app.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CloudEvents: structured, one or many, and in binary mode, where the body is the data. */
@TestInstance(Lifecycle.PER_CLASS)
class CloudEventsTest {
    private static final String DATA = "{\"tokens\":12.50}";

    private TestNode node;
    private ApiVisitor machine;

    @BeforeAll
    void start() {
        node = TestNode.start();
        ApiVisitor owner = ApiVisitor.signedUp(node.api(), "binary");
        owner.post(
                "/customers",
                "{\"name\":\"Acme\",\"email\":\"a@acme.test\",\"external_id\":\"acm\u00e9\"}");
        owner.post(
                "/features",
                """
                {"name":"Metered","lookup_key":"metered","type":"meter","meter_name":"metered",
                 "aggregation_type":"SUM","property_name":"tokens"}\
                """);
        machine = ApiVisitor.machine(node.api(), owner.key("\"usage.write\",\"usage.read\""));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private ApiVisitor event(String id) {
        return machine.with("ce-specversion", "1.0")
                .with("ce-id", id)
                .with("ce-source", "/api")
                .with("ce-type", "calls")
                .with("ce-subject", "acm%C3%A9");
    }

    @Test
    void it_is_the_same_event_as_in_the_structured_mode() {
        Answer made = event("b1").post("/events", DATA);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(event("b1").post("/events", DATA).status()).isEqualTo(200);
        assertThat(event("b1").post("/events", "{\"tokens\":13}").status()).isEqualTo(409);
        String id = made.json().path("id").asString();
        assertThat(machine.get("/events/" + id).text()).contains("12.50").contains("calls");
    }

    @Test
    void without_a_body_it_has_no_properties() {
        assertThat(event("b2").post("/events", "").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "ce-specversion, 0.3, specversion",
        "ce-subject, acm%C3, ce-subject",
        "ce-subject, acm%zz, ce-subject",
        "ce-time, yesterday, time"
    })
    void a_wrong_attribute_is_named(String header, String value, String field) {
        Answer refused = event("b3").with(header, value).post("/events", DATA);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.json().path("field").asString()).isEqualTo(field);
    }

    @Test
    void data_must_be_an_object_and_without_attributes_it_is_no_event() {
        assertThat(event("b4").post("/events", "[1]").status()).isEqualTo(422);
        assertThat(machine.post("/events", DATA).status()).isEqualTo(400);
    }

    private static final String STRUCTURED =
            """
            {"specversion":"1.0","id":"%s","source":"/api","type":"metered","subject":"acm\u00e9",
             "data":{"tokens":"12"}}\
            """;

    @Test
    void structured_ones_come_one_by_one_and_in_batches() {
        Answer one = structured(STRUCTURED.formatted("c1"));
        assertThat(one.status()).as(one.text()).isEqualTo(201);
        Answer many =
                machine.with("Content-Type", "application/cloudevents-batch+json; charset=utf-8")
                        .post(
                                "/events",
                                "["
                                        + STRUCTURED.formatted("c1")
                                        + ","
                                        + STRUCTURED.formatted("c2").replace("12", "x")
                                        + ","
                                        + STRUCTURED.formatted("c3")
                                        + "]");
        assertThat(many.json().path("meta").toString())
                .isEqualTo("{\"total\":3,\"stored\":1,\"repeated\":1,\"refused\":1}");
        assertThat(many.json().path("data").get(1).path("field").asString())
                .isEqualTo("data.tokens");
        assertThat(machine.post("/events", STRUCTURED.formatted("c4")).status()).isEqualTo(400);
    }

    @Test
    void a_refusal_names_the_attribute_as_it_was_sent() {
        String event = STRUCTURED.formatted("n1");
        refused(422, "time", event.replace("{\"s", "{\"time\":\"2020-01-01T00:00:00Z\",\"s"));
        refused(422, "data.tokens", event.replace("12", "x"));
        refused(404, "subject", event.replace("acm", "nobody"));
        assertThat(structured(event).status()).isEqualTo(201);
        refused(409, "id", event.replace("12", "13"));
    }

    private void refused(int status, String field, String event) {
        Answer answer = structured(event);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
    }

    private Answer structured(String event) {
        return machine.with("Content-Type", "application/cloudevents+json").post("/events", event);
    }
}
