package io.fluxrouter.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ServerProcess;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.billing.database.DatabaseUrl;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import io.fluxrouter.simulator.stripe.SimulatedStripe;
import io.fluxrouter.simulator.stripe.StripeSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.JsonNode;

/**
 * A shop whose server is a process of its own and gets killed; Stripe and the database live on. No
 * event is delivered before {@link #tellAll}.
 */
final class CrashShop implements AutoCloseable {
    private static final String US = "test of crashes";
    private static final Pattern SESSION = Pattern.compile("cs_[A-Za-z0-9_]+");

    private final SimulatedProvider provider = SimulatedProvider.start(Settings.defaults());
    private final SimulatedStripe stripe = SimulatedStripe.start(StripeSettings.defaults());
    private final Jdbi jdbi;
    private final ServerProcess server;
    private final String pack;
    private final List<Hold> holds = new ArrayList<>();

    CrashShop() {
        DatabaseUrl url = TestPostgres.freshSettings().url();
        this.jdbi = database(url);
        Hold.prepare(jdbi);
        stripe.webhooks().hold();
        this.server = ServerProcess.start(provider.baseUri(), settings(url));
        listen();
        Answer made =
                api().admin(
                                "POST",
                                "/v1/credit_packages",
                                "{\"name\": \"One\", \"price_usd\": 20, \"bonus_usd\": 2}");
        this.pack = made.json().path("id").asString();
    }

    private static Jdbi database(DatabaseUrl url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url.jdbcUrl());
        source.setUser(url.user());
        source.setPassword(url.password());
        source.setApplicationName(US);
        return Jdbi.create(source);
    }

    private Map<String, String> settings(DatabaseUrl url) {
        String separator = url.jdbcUrl().contains("?") ? "&" : "?";
        Map<String, String> settings = new HashMap<>(TestNode.payingAt(stripe));
        settings.put(
                "FLUX_DATABASE_URL",
                url.jdbcUrl() + separator + "user=" + url.user() + "&password=" + url.password());
        return settings;
    }

    private void listen() {
        stripe.deliverTo(URI.create(api().origin() + "/webhooks/stripe"));
    }

    TestApi api() {
        return server.api();
    }

    SimulatedStripe stripe() {
        return stripe;
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** Waits until the server stands there. */
    void awaitReached(Hold hold) {
        holds.add(hold);
        await("the server waits in the database", () -> hold.isReached(jdbi));
    }

    /** Waits until the server's call hangs at Stripe. */
    void awaitHanging() {
        await("the server hangs at Stripe", () -> stripe.faults().waiting() == 0);
    }

    /** SIGKILL, and what it was doing in the database is undone. */
    void kill() {
        server.kill();
        holds.forEach(Hold::close);
        holds.clear();
        await("all its connections are gone", () -> number(CONNECTIONS) == 0);
    }

    private static final String CONNECTIONS =
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name <> 'test of crashes'
              AND backend_type = 'client backend'
            """;

    void restart() {
        server.restart();
        listen();
    }

    /** Delivers all events, also those of long ago. */
    void tellAll() {
        stripe.webhooks().release();
        await("no event under way", () -> stripe.webhooks().outstanding() == 0);
    }

    /** Asks for something, from a thread that survives the server's death. */
    void ask(String path, String body, Map<String, String> headers) {
        TestApi api = api();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                api.admin("POST", path, body, headers);
                            } catch (RuntimeException died) {
                                assertThat(died).isNotNull();
                            }
                        });
    }

    Answer buy(String customer, Map<String, String> headers) {
        return api().admin("POST", "/v1/credit_purchases", order(customer), headers);
    }

    String order(String customer) {
        return "{\"customer_id\": \"%s\", \"package_id\": \"%s\"}".formatted(customer, pack);
    }

    JsonNode begun(String customer) {
        Answer answer = buy(customer, Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    static String session(JsonNode page) {
        Matcher found = SESSION.matcher(page.toString());
        assertThat(found.find()).as("%s", page).isTrue();
        return found.group();
    }

    JsonNode purchase(String id) {
        return api().admin("GET", "/v1/credit_purchases/" + id, "").json();
    }

    List<String> ledger(String customer) {
        return api().admin("GET", "/v1/transactions?customer_id=" + customer, "")
                .json()
                .path("data")
                .valueStream()
                .map(one -> one.path("type").asString() + " " + one.path("amount_usd").asString())
                .toList()
                .reversed();
    }

    /** The objects at Stripe of a kind whose metadata say so. */
    long atStripe(String kind, String name, String value) {
        return stripe.objects(kind).stream()
                .filter(one -> one.path("metadata").path(name).asString("").equals(value))
                .filter(one -> !one.path("status").asString("").equals("draft"))
                .count();
    }

    long number(String sql) {
        return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    void run(String sql, Object... values) {
        jdbi.useHandle(handle -> handle.execute(sql, values));
    }

    static void await(String what, BooleanSupplier condition) {
        // Longer than a worker rests after it has failed a few times.
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("never came: " + what);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    @Override
    public void close() {
        holds.forEach(Hold::close);
        server.close();
        stripe.close();
        provider.close();
    }
}
