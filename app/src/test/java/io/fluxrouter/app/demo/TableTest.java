package io.fluxrouter.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void words_stand_left_and_numbers_under_their_point() {
        Table table = new Table("model", "in ", "cost ");
        table.add("gpt-5.4-nano", "7", "$0.00217");
        table.add("o3", "1200", "-$0.5");
        table.add("all", "1207", "$12");

        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        table.print(new PrintStream(shown, true, StandardCharsets.UTF_8));

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        """
                          model           in       cost
                          gpt-5.4-nano     7   $0.00217
                          o3            1200  -$0.5
                          all           1207  $12
                        """);
    }
}
