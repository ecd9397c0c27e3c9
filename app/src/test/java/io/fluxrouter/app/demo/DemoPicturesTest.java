package io.fluxrouter.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.fluxrouter.app.App;
import io.fluxrouter.app.config.Config;
import io.fluxrouter.app.page.Chromium;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of README, taken of the demo's past. {@code -Dpictures=docs/images}, from the
 * project's directory, renews those that are kept.
 */
class DemoPicturesTest {
    private static final long MOST_BYTES = 200_000;
    private static final Path PICTURES =
            Path.of(System.getProperty("pictures", "app/target/screenshots"));

    @Test
    void the_demos_pages_are_pictured_and_small(@TempDir Path directory) throws IOException {
        try (SimulatedProvider provider = SimulatedProvider.start(Settings.defaults())) {
            Config config =
                    Config.from(Map.of("FLUX_PORT", "0"))
                            .forDemo(directory, URI.create(provider.baseUri()));
            DemoHistory.write(config, Clock.systemUTC());
            try (App app = App.start(config, Clock.systemUTC());
                    Chromium chromium = Chromium.start("http://127.0.0.1:" + app.port())) {
                Page customer = chromium.openOnDesk();
                chromium.signIn(customer, DemoHistory.OWNER, DemoHistory.PASSWORD);
                picture(customer, "/home", "console-overview");
                picture(customer, "/home/usage", "console-usage");
                Page operator = chromium.openOnDesk();
                chromium.signIn(operator, DemoHistory.OPERATOR, DemoHistory.PASSWORD);
                picture(operator, "/admin", "console-margin");
            }
        }
    }

    private static void picture(Page page, String path, String name) throws IOException {
        page.navigate(path);
        // The tests of this module run in its own directory.
        Path file = Path.of("..").resolve(PICTURES).resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertThat(Files.size(file)).as(name).isBetween(20_000L, MOST_BYTES);
    }
}
