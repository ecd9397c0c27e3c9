package io.fluxrouter.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.config.Config;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void the_tour_adds_up_and_its_caps_bite() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();

        int exit =
                Demo.run(
                        Config.from(Map.of("FLUX_PORT", "0")),
                        true,
                        new PrintStream(shown, true, StandardCharsets.UTF_8));

        String text = shown.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(text).isZero();
        assertThat(text)
                .contains("express", "daily", "deep")
                .contains("HTTP 402")
                .contains("Your card was declined.", "as bought")
                .containsPattern("INV-\\d{4}-0001 .* PAID")
                .contains("sound: chains, balances, events and caps agree")
                .doesNotContain("NOT EQUAL");
    }
}
