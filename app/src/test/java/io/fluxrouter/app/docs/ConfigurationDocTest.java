package io.fluxrouter.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of settings in the documentation is the table in the program. */
class ConfigurationDocTest {

    @Test
    void the_table_lists_every_setting_with_its_default_and_meaning() throws IOException {
        Path root = Path.of(System.getProperty("fluxrouter.root", ".."));
        List<String> documented =
                Files.readAllLines(root.resolve("docs/configuration.md")).stream()
                        .filter(line -> line.startsWith("| `"))
                        .toList();

        assertThat(documented)
                .isEqualTo(Arrays.stream(Setting.values()).map(ConfigurationDocTest::row).toList());
    }

    private static String row(Setting setting) {
        String standard = setting.standard().map(value -> "`" + value + "`").orElse("");
        return "| `" + setting.name() + "` | " + standard + " | " + setting.meaning() + " |";
    }
}
