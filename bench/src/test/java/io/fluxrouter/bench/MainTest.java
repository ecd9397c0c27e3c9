package io.fluxrouter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    @ParameterizedTest
    @CsvSource({
        "gateway --fast,            unknown option: --fast",
        "gateway --kills 3,         unknown option: --kills",
        "crash --quick,             unknown option: --quick",
        "crash --kills,             --kills needs a number",
        "crash --kills many,        '--kills must be a whole number, not many'",
        "crash --kills 0,           --kills must be from 1 to 100000",
        "crash --kills 3000000000,  --kills must be from 1 to 100000",
        "crash --seed 1.5,          '--seed must be a whole number, not 1.5'",
        "crash json,                unknown option: json",
        "gatway,                    no such benchmark: gatway",
        "--json,                    no such benchmark: --json",
    })
    void a_command_line_that_makes_no_sense_is_told_so(String words, String message) {
        assertRefused(words.split(" "), message);
    }

    @Test
    void so_is_an_empty_one() {
        assertRefused(new String[0], "which benchmark?");
    }

    private static void assertRefused(String[] words, String message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exitCode = Main.run(words, print(out), print(err));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("bench: " + message + System.lineSeparator())
                .contains("usage: fluxrouter bench");
        assertThat(out.size()).as("nothing was begun").isZero();
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
