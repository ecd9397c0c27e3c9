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

/** CloudEvents in binary mode: the attributes in headers, the data as the body. */
@TestInstance(Lifecycle.PER_CLASS)
class BinaryEventsTest {
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
}
