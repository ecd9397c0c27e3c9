package io.fluxrouter.app.node;

import io.fluxrouter.app.App;
import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.database.DatabaseUrl;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import io.fluxrouter.simulator.mail.MailCatcher;
import io.fluxrouter.simulator.stripe.SimulatedStripe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A whole node for a test: the program itself, on a database of its own, with simulated providers.
 * Closing it checks what must hold after every test: no hold is left open and the books are sound.
 */
public final class TestNode implements AutoCloseable {
    static final String ADMIN_TOKEN = "admin-token-of-a-test";

    private final SimulatedProvider provider;
    private final boolean ownsProvider;
    private final String databaseUrl;
    private final Map<String, String> settings;
    private final App app;
    private final TestApi api;
    private boolean checked = true;

    private TestNode(
            SimulatedProvider provider,
            boolean ownsProvider,
            String databaseUrl,
            Map<String, String> settings) {
        this.provider = provider;
        this.ownsProvider = ownsProvider;
        this.databaseUrl = databaseUrl;
        this.settings = settings;
        this.app = App.start(config(), Clock.systemUTC());
        this.api = new TestApi("http://127.0.0.1:" + app.port(), ADMIN_TOKEN);
    }

    public static TestNode start() {
        return start(Settings.defaults().withRecordedRequests(50));
    }

    public static TestNode start(Settings provider) {
        return start(provider, Map.of());
    }

    /** With settings of its own: FLUX_… and values. */
    public static TestNode start(Settings provider, Map<String, String> settings) {
        return new TestNode(SimulatedProvider.start(provider), true, freshDatabase(), settings);
    }

    /** The settings of a node that takes this for Stripe. */
    public static Map<String, String> payingAt(SimulatedStripe stripe) {
        return Map.of(
                "FLUX_STRIPE",
                "live",
                "FLUX_STRIPE_KEY",
                stripe.secretKey(),
                "FLUX_STRIPE_WEBHOOK_SECRET",
                stripe.webhookSecret(),
                "FLUX_STRIPE_URL",
                stripe.baseUrl());
    }

    /** The settings of a node whose mail is caught. */
    public static Map<String, String> mailingBy(MailCatcher mail, String from) {
        return Map.of("FLUX_SMTP_URL", mail.url(), "FLUX_MAIL_FROM", from);
    }

    /** A node that reaches its database at another address than the tests do. */
    public static TestNode start(UnaryOperator<String> databaseUrl) {
        return new TestNode(
                SimulatedProvider.start(Settings.defaults()),
                true,
                databaseUrl.apply(freshDatabase()),
                Map.of());
    }

    private static String freshDatabase() {
        DatabaseUrl url = TestPostgres.freshSettings().url();
        String separator = url.jdbcUrl().contains("?") ? "&" : "?";
        return url.jdbcUrl() + separator + "user=" + url.user() + "&password=" + url.password();
    }

    /** A second node on the same database, with the same providers. */
    public TestNode another() {
        return new TestNode(provider, false, databaseUrl, settings);
    }

    private Config config() {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("FLUX_PORT", "0");
        environment.put("FLUX_DATA_DIR", temporaryDirectory().toString());
        environment.put("FLUX_DATABASE_URL", databaseUrl);
        environment.put("FLUX_ADMIN_TOKEN", ADMIN_TOKEN);
        environment.put("FLUX_PROVIDER_URL", provider.baseUri());
        return Config.from(environment);
    }

    static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory(Path.of("target"), "node");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public App app() {
        return app;
    }

    public TestApi api() {
        return api;
    }

    public Metrics metrics() {
        return Metrics.of(api);
    }

    public SimulatedProvider provider() {
        return provider;
    }

    public String databaseUrl() {
        return databaseUrl;
    }

    /** For tests that damage the books on purpose. */
    public void closeWithoutChecks() {
        checked = false;
        close();
    }

    @Override
    public void close() {
        try {
            if (checked) {
                app.settle();
                Soundness.check(app);
            }
        } finally {
            app.close();
            if (ownsProvider) provider.close();
        }
    }
}
