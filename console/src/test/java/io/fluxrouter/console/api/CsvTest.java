package io.fluxrouter.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a spreadsheet reads is what was meant, and nothing in it runs. */
class CsvTest {

    static Stream<Arguments> cells() {
        return Stream.of(
                arguments("plain", "plain"),
                arguments("-1.5", "-1.5"),
                arguments("-1.5e9", "'-1.5e9"),
                arguments("=1+1", "'=1+1"),
                arguments("@SUM(A1)", "'@SUM(A1)"),
                arguments("a,b", "\"a,b\""),
                arguments("say \"hi\"", "\"say \"\"hi\"\"\""));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void a_cell(String value, String written) {
        String text = new Csv(List.of("a")).row(List.of(value)).reply("x.csv").body().toString();
        assertThat(text).isEqualTo("a\r\n" + written + "\r\n");
    }

    @Test
    void what_is_missing_is_empty() {
        String text =
                new Csv(List.of("a", "b", "c"))
                        .row(Arrays.asList("1", null, "3"))
                        .reply("x.csv")
                        .body()
                        .toString();
        assertThat(text).isEqualTo("a,b,c\r\n1,,3\r\n");
    }
}
