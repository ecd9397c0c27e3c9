package io.fluxrouter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.app.config.ConfigException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of payments, and the Stripe they lead to. */
class StripeLinkTest {
    private static final String KEY = "sk_live_never_shown";
    private static final String SECRET = "whsec_never_shown";

    @TempDir private Path data = Path.of("");

    private static Config config(Map<String, String> environment) {
        return Config.from(environment);
    }

    @Test
    void nobody_takes_money_unless_told_to() {
        try (StripeLink link =
                StripeLink.open(config(Map.of()).stripe(), data, Clock.systemUTC())) {
            assertThat(link.access()).isEmpty();
        }
    }

    @Test
    void a_simulated_stripe_starts_with_the_node_and_ends_with_it() {
        Config config = config(Map.of("FLUX_STRIPE", "fake"));
        StripeAccess access;
        try (StripeLink link = StripeLink.open(config.stripe(), data, Clock.systemUTC())) {
            link.nodeIsAt("0.0.0.0", 8080);
            access = link.access().orElseThrow();
            assertThat(listens(access.baseUrl())).isTrue();
            assertThat(
                            link.simulated()
                                    .orElseThrow()
                                    .objects("webhook_endpoint")
                                    .getFirst()
                                    .toString())
                    .contains("http://127.0.0.1:8080/webhooks/stripe");
        }
        assertThat(listens(access.baseUrl())).isFalse();
    }

    private static boolean listens(String url) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), URI.create(url).getPort()),
                    1_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void live_payments_need_a_key_and_a_secret_and_show_neither() {
        assertThatThrownBy(() -> config(Map.of("FLUX_STRIPE", "live")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("FLUX_STRIPE_KEY")
                .hasMessageContaining("FLUX_STRIPE_WEBHOOK_SECRET");

        Config config =
                config(
                        Map.of(
                                "FLUX_STRIPE",
                                "live",
                                "FLUX_STRIPE_KEY",
                                KEY,
                                "FLUX_STRIPE_WEBHOOK_SECRET",
                                SECRET + ", whsec_older"));

        try (StripeLink link = StripeLink.open(config.stripe(), data, Clock.systemUTC())) {
            StripeAccess access = link.access().orElseThrow();
            assertThat(access.apiKey()).isEqualTo(KEY);
            assertThat(access.baseUrl()).isEqualTo("https://api.stripe.com");
            assertThat(access.webhookSecrets()).containsExactly(SECRET, "whsec_older");
            assertThat(config + " " + config.stripe() + " " + access)
                    .doesNotContain(KEY)
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void production_takes_no_simulated_money() {
        assertThatThrownBy(
                        () ->
                                config(
                                        Map.of(
                                                "FLUX_STRIPE",
                                                "fake",
                                                "FLUX_MODE",
                                                "production",
                                                "FLUX_ADMIN_TOKEN",
                                                "an admin token of one's own")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("FLUX_STRIPE: production takes no simulated money");
    }
}
