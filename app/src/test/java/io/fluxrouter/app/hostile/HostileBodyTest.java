package io.fluxrouter.app.hostile;

import static io.fluxrouter.app.hostile.RawHttp.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Bodies and fields that no call may take: each is refused, and the field is named. */
@TestInstance(Lifecycle.PER_CLASS)
class HostileBodyTest {
    private static final int TWENTY_MEGABYTES = 20 * 1024 * 1024;
    private static final int LONGEST_ANSWER = 4_096;

    private Surface surface;
    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    void start() {
        surface = new Surface();
    }

    @BeforeEach
    void forget() {
        wrong.clear();
    }

    @AfterAll
    void nothing_was_charged_and_the_node_still_serves() {
        surface.close();
    }

    private List<Operation> calls() {
        return surface.operations().stream().filter(Operation::hasBody).toList();
    }

    @Test
    void the_calls_with_a_body_are_known() {
        assertThat(calls()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(calls()).allSatisfy(call -> assertThat(call.fields()).isNotEmpty());
    }

    @Test
    void what_is_not_one_json_object_is_refused() {
        for (Operation call : calls()) {
            for (String body :
                    List.of(
                            "", " ", "hello", "[1]", "null", "5", "\"x\"", "{", "{\"a\":",
                            "{} {}")) {
                if (isTaken(call, body)) continue;
                expectRefusal(call, bytes(body), body);
            }
            expectRefusal(call, bytes(HostileValues.deepArray()), "deep array");
            expectRefusal(call, bytes(HostileValues.deepObject()), "deep object");
            expectRefusal(call, bytes("[".repeat(100_000)), "deep, unfinished");
        }
        assertThat(wrong).isEmpty();
    }

    /** Some calls need no body, and a batch may be a list. */
    private static boolean isTaken(Operation call, String body) {
        return body.isEmpty()
                ? !call.body().mandatory()
                : body.equals("[1]") && call.path().endsWith("/batch");
    }

    @Test
    void bytes_that_are_no_utf8_are_refused() {
        for (Operation call : calls()) {
            String field = call.fields().keySet().iterator().next();
            byte[] start = bytes("{\"" + field + "\":\"a");
            for (byte[] bad :
                    List.of(
                            new byte[] {(byte) 0xc0, (byte) 0x80},
                            new byte[] {(byte) 0xff},
                            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                            new byte[] {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
                            new byte[] {0})) {
                expectRefusal(call, RawHttp.join(start, bad, bytes("\"}")), "invalid UTF-8");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_field_that_comes_twice_is_refused() {
        for (Operation call : calls()) {
            for (String field : call.fields().keySet()) {
                String twice = "{\"" + field + "\":null,\"" + field + "\":null}";
                expectRefusal(call, bytes(twice), twice);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_body_of_twenty_megabytes_is_refused() {
        byte[] blanks = bytes(" ".repeat(TWENTY_MEGABYTES));
        for (Operation call : calls()) {
            RawAnswer answer = surface.send(call, blanks);
            if (answer.status() != 413) wrong.add(call + ": " + answer);
            String chunked =
                    surface.head(call, surface.path(call), "Transfer-Encoding: chunked\r\n");
            byte[] size = bytes(Integer.toHexString(TWENTY_MEGABYTES) + "\r\n");
            RawAnswer other =
                    surface.send(
                            RawHttp.join(bytes(chunked), size, blanks, bytes("\r\n0\r\n\r\n")));
            if (other.status() != 413) wrong.add(call + " chunked: " + other);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_field_refuses_what_it_cannot_be_and_is_named() {
        for (Operation call : calls()) {
            if (call.path().startsWith("/api/v1/")) continue; // see BadFieldsTest
            if (!surface.knows(call)) continue;
            call.fields()
                    .forEach(
                            (field, schema) ->
                                    HostileValues.of(schema)
                                            .forEach(value -> expectNamed(call, field, value)));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_field_nested_deep_is_refused() {
        for (Operation call : calls()) {
            for (String field : call.fields().keySet()) {
                expectRefusal(call, with(call, field, HostileValues.deepArray()), field + " deep");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_management_call_refuses_fields_it_does_not_know() {
        for (Operation call : calls()) {
            if (call.body().open()) continue;
            for (String field :
                    List.of("", "__proto__", "a\\u0000b", "'; DROP TABLE customer; --")) {
                expectRefusal(call, with(call, field, "1"), field);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private byte[] with(Operation call, String field, String value) {
        Map<String, String> fields = new LinkedHashMap<>(surface.fields(call));
        fields.put(field, value);
        return bytes(Surface.json(fields));
    }

    private void expectNamed(Operation call, String field, String value) {
        if (field.equals("thresholds") && value.equals("[5]")) return; // five percent
        RawAnswer answer = surface.send(call, with(call, field, value));
        boolean named = answer.error().path("param").asString("").startsWith(field);
        boolean tooLong = answer.status() == 413;
        if (!answer.refuses() || !(named || tooLong)) note(call, field + "=" + value, answer);
    }

    private void expectRefusal(Operation call, byte[] body, String what) {
        RawAnswer answer = surface.send(call, body);
        if (!answer.refuses() || answer.text().length() > LONGEST_ANSWER) note(call, what, answer);
    }

    private void note(Operation call, String what, RawAnswer answer) {
        wrong.add(call + " " + what.substring(0, Math.min(60, what.length())) + " -> " + answer);
    }
}
