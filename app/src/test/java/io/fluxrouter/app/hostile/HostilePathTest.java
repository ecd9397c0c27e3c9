package io.fluxrouter.app.hostile;

import static io.fluxrouter.app.hostile.RawHttp.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.hostile.Operation.Credential;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Methods, paths, ids and parameters that lead nowhere, and must do so without harm. */
@TestInstance(Lifecycle.PER_CLASS)
class HostilePathTest {
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "BREW");
    private static final List<String> IDS =
            List.of(
                    "x",
                    "-1",
                    "null",
                    "1-1-1-1-1",
                    "00000000-0000-0000-0000-000000000000",
                    "'%20OR%20'1'='1",
                    "1;DROP%20TABLE%20customer",
                    "%00",
                    "a%00b",
                    "%ff%fe",
                    "%F0%9F%92%A9",
                    "%E4%B8%96%E7%95%8C",
                    "..%2f..%2fmetrics",
                    "%252e%252e",
                    "%zz",
                    "%",
                    "1e400",
                    "9".repeat(30),
                    "x".repeat(4_000),
                    "x".repeat(100_000));
    private static final List<String> VALUES =
            List.of(
                    "-1",
                    "0",
                    "1e400",
                    "9".repeat(30),
                    "NaN",
                    "'%20OR%20'1'='1",
                    "%00",
                    "%ff",
                    "%F0%9F%92%A9",
                    "%2B999999999-12-31T23:59:59Z",
                    "-999999999-01-01T00:00:00Z",
                    "0000-00-00",
                    "99999-01-01",
                    "x".repeat(4_000));

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

    @Test
    void a_method_that_a_path_does_not_know_is_a_405_that_names_those_it_does() {
        for (Operation call : surface.operations()) {
            Set<String> known = methodsOf(call.path());
            for (String method : METHODS) {
                if (known.contains(method)) continue;
                RawAnswer answer = surface.send(bytes(head(call, method, surface.path(call))));
                Set<String> allowed = Set.of(answer.header("allow").split(",\\s*"));
                if (answer.status() != 405 || !answer.refuses() || !allowed.equals(known)) {
                    note(method + " " + call.path(), answer);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private Set<String> methodsOf(String path) {
        return surface.operations().stream()
                .filter(call -> call.path().equals(path))
                .map(Operation::method)
                .collect(Collectors.toSet());
    }

    @Test
    void an_id_that_is_none_is_refused() {
        for (Operation call : surface.operations()) {
            if (!call.path().contains("{id}")) continue;
            for (String id : IDS) {
                String target = call.path().replace("{id}", id);
                RawAnswer answer = surface.send(bytes(head(call, call.method(), target)));
                if (!answer.refuses()) note(call + " " + id, answer);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_parameter_that_makes_no_sense_is_refused_by_name() {
        for (Operation call : surface.operations()) {
            for (String name : call.query()) {
                for (String value : VALUES) {
                    if (name.equals("quantity") && value.matches("[0-9]+")) continue;
                    String target = surface.target(call, name, value);
                    RawAnswer answer = surface.send(bytes(head(call, call.method(), target)));
                    String param = answer.error().path("param").asString("");
                    if (!answer.refuses() || !param.equals(name)) note(call + " " + target, answer);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_query_that_cannot_be_decoded_is_refused_or_ignored() {
        for (Operation call : surface.operations()) {
            if (!call.method().equals("GET")) continue;
            for (String query :
                    List.of("?%zz", "?%=%", "?a=%ff%", "?&&==&", "?" + "a=1&".repeat(1_500))) {
                RawAnswer answer =
                        surface.send(bytes(head(call, "GET", surface.path(call) + query)));
                if (!answer.inTime() || answer.status() == 0 || answer.status() >= 500) {
                    note(call + query, answer);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Whatever a path is written like, nobody gets past the key or the token. */
    @Test
    void no_spelling_of_a_path_needs_no_credential() {
        for (Operation call : surface.operations()) {
            if (call.credential() == Credential.NONE) continue;
            for (String target : spellings(surface.path(call))) {
                RawAnswer answer = surface.send(bytes(anonymous(call.method(), target)));
                if (!answer.refuses()) note(call.method() + " " + target, answer);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> spellings(String path) {
        String rest = path.substring("/v1/".length());
        return List.of(
                path,
                "/" + path,
                path + "/",
                path + "//",
                path + "%00",
                path + ";a=b",
                path + "%3Fa=b",
                path + "#a",
                "/v1/./" + rest,
                "/v1/../v1/" + rest,
                "/v1/%2e%2e/v1/" + rest,
                "/health/../v1/" + rest,
                "/health/%2e%2e/v1/" + rest,
                "/v1%2f" + rest,
                "/v1\\" + rest,
                "/V1/" + rest,
                "/%76%31/" + rest,
                "http://localhost" + path,
                "//localhost" + path,
                "*");
    }

    @Test
    void a_credential_that_is_none_is_refused() {
        for (Operation call : surface.operations()) {
            if (call.credential() == Credential.NONE) continue;
            for (String token :
                    List.of(
                            "Bearer ",
                            "Bearer",
                            "Bearer \u0000",
                            "Bearer Bearer",
                            "Basic YWRtaW46YWRtaW4=",
                            "Bearer ' OR '1'='1",
                            "Bearer \u4e16\u754c",
                            "Bearer sk-flux-" + "0".repeat(64),
                            "Bearer sk-flux-" + "0".repeat(20_000))) {
                String header = "Authorization: " + token + "\r\n";
                String head =
                        anonymous(call.method(), surface.path(call))
                                .replaceFirst("\r\n", "\r\n" + header);
                RawAnswer answer = surface.send(bytes(head));
                boolean refused = answer.status() == 401 || answer.status() == 400;
                if (!refused || !answer.refuses()) note(call + " " + token, answer);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private String head(Operation call, String method, String target) {
        return method
                + " "
                + target
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n"
                + surface.authorization(call)
                + "\r\n";
    }

    private static String anonymous(String method, String target) {
        return method
                + " "
                + target
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    }

    private void note(String what, RawAnswer answer) {
        wrong.add(what.substring(0, Math.min(120, what.length())) + " -> " + answer);
    }
}
