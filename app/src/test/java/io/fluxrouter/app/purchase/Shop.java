package io.fluxrouter.app.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.stripe.SimulatedStripe;
import io.fluxrouter.simulator.stripe.StripeSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.JsonNode;

/** A node that sells credit through a simulated Stripe; closing it checks the books of both. */
public final class Shop implements AutoCloseable {
    static final String CHAT =
            """
            {"model": "flux-fast", "max_tokens": 5,
             "messages": [{"role": "user", "content": "hello"}]}
            """;

    private static final Pattern SESSION = Pattern.compile("cs_[A-Za-z0-9_]+");

    private final SimulatedStripe stripe;
    private final TestNode node;

    private Shop(SimulatedStripe stripe, TestNode node) {
        this.stripe = stripe;
        this.node = node;
        stripe.deliverTo(URI.create(node.api().origin() + "/webhooks/stripe"));
    }

    static Shop open() {
        return open(Map.of());
    }

    static Shop open(Map<String, String> more) {
        // What is refused once stays refused, so that a test sees it.
        SimulatedStripe stripe =
                SimulatedStripe.start(StripeSettings.defaults().withWebhookRetries());
        return new Shop(stripe, TestNode.start(Settings.defaults(), settings(stripe, more)));
    }

    static Map<String, String> settings(SimulatedStripe stripe, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.putAll(TestNode.payingAt(stripe));
        return settings;
    }

    SimulatedStripe stripe() {
        return stripe;
    }

    /** For what somebody does at Stripe without us. */
    StripeClient byHand() {
        return StripeClient.builder()
                .setApiKey(stripe.secretKey())
                .setApiBase(stripe.baseUrl())
                .build();
    }

    TestNode node() {
        return node;
    }

    TestApi api() {
        return node.api();
    }

    Jdbi jdbi() {
        return node.app().storage().database().jdbi();
    }

    String pack(String terms) {
        Answer answer =
                api().admin(
                                "POST",
                                "/v1/credit_packages",
                                "{\"name\": \"A package\", " + terms + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    Answer buy(String customer, String pack, Map<String, String> headers) {
        return api().admin(
                        "POST",
                        "/v1/credit_purchases",
                        "{\"customer_id\": \"%s\", \"package_id\": \"%s\"}"
                                .formatted(customer, pack),
                        headers);
    }

    /** A purchase whose page is open. */
    JsonNode begun(String customer, String pack) {
        Answer answer = buy(customer, pack, Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    /** The session of a page, which is in its address. */
    static String session(JsonNode page) {
        Matcher found = SESSION.matcher(page.path("checkout_url").asString());
        assertThat(found.find()).as("%s", page).isTrue();
        return found.group();
    }

    /** A purchase that was paid on its page, and whose event has come. */
    String paid(String customer, String pack) {
        JsonNode begun = begun(customer, pack);
        stripe.pay(session(begun));
        String id = begun.path("id").asString();
        await("paid", () -> status(id).equals("paid"));
        return id;
    }

    String status(String purchase) {
        return purchase(purchase).path("status").asString();
    }

    JsonNode purchase(String id) {
        return api().admin("GET", "/v1/credit_purchases/" + id, "").json();
    }

    /** Leaves a card on Stripe's page, and waits for the event. */
    void leaveCard(String customer, String testCard) {
        leaveCardAgain(customer, testCard);
        await("card on file", () -> cards(customer).size() == 1);
    }

    void leaveCardAgain(String customer, String testCard) {
        Answer page =
                api().admin(
                                "POST",
                                "/v1/checkout/setup",
                                "{\"customer_id\": \"" + customer + "\"}");
        assertThat(page.status()).as(page.text()).isEqualTo(201);
        stripe.pay(session(page.json()), testCard);
    }

    private JsonNode cards(String customer) {
        return api().admin("GET", "/v1/payment_methods?customer_id=" + customer, "")
                .json()
                .path("data");
    }

    List<String> ledger(String customer) {
        return api().admin("GET", "/v1/transactions?customer_id=" + customer, "")
                .json()
                .path("data")
                .valueStream()
                .map(
                        one ->
                                one.path("type").asString()
                                        + " "
                                        + one.path("amount_usd").asString()
                                        + " = "
                                        + one.path("balance_after_usd").asString())
                .toList()
                .reversed();
    }

    int keptEvents() {
        return jdbi().withHandle(
                        handle ->
                                handle.createQuery("SELECT count(*) FROM stripe_event")
                                        .mapTo(Integer.class)
                                        .one());
    }

    /** Everything that Stripe told has been answered. */
    void quiet() {
        await("no event under way", () -> stripe.webhooks().outstanding() == 0);
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("never came: " + what);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** What the ledger of all customers says has come in, less what went back, in cents. */
    long cashInLedger() {
        return jdbi().withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT coalesce(-sum(balance_nanos), 0) / 10000000
                                                FROM ledger_balance WHERE account = 'cash'
                                                """)
                                        .mapTo(Long.class)
                                        .one());
    }

    /** Stripe's money is the ledger's, and the books are sound. */
    @Override
    public void close() {
        try {
            quiet();
            await(
                    "Stripe's money and the ledger's are one: %d and %d"
                            .formatted(stripe.cash().net(), cashInLedger()),
                    () -> stripe.cash().net() == cashInLedger());
        } finally {
            node.close();
            stripe.close();
        }
    }
}
