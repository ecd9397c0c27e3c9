package io.fluxrouter.app.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateCommandTest {

    @Test
    void a_line_that_is_no_json_is_an_error_line() {
        assertThat(answers("{\"id\": \"a\""))
                .singleElement()
                .asString()
                .startsWith("{\"id\":null,\"error\":\"not a JSON object: ");
        assertThat(answers("[1]")).containsExactly("{\"id\":null,\"error\":\"not a JSON object\"}");
    }

    @Test
    void an_unknown_kind_is_named() {
        assertThat(answers("{\"id\": \"a\", \"kind\": \"guess\", \"input\": {}}"))
                .containsExactly("{\"id\":\"a\",\"error\":\"unknown kind 'guess'\"}");
    }

    @Test
    void a_missing_field_is_named() {
        assertThat(answers("{\"id\": 7, \"input\": {}}"))
                .containsExactly("{\"id\":7,\"error\":\"missing field 'kind'\"}");
    }

    @Test
    void blank_lines_are_skipped_and_a_bad_line_stops_nothing() {
        assertThat(answers("\n  \nnonsense\r\n{\"id\": \"é\", \"kind\": \"x\"}\n\n"))
                .hasSize(2)
                .last()
                .isEqualTo("{\"id\":\"é\",\"error\":\"unknown kind 'x'\"}");
    }

    private static List<String> answers(String lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exitCode =
                RateCommand.run(
                        new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), out);
        assertThat(exitCode).isZero();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
