package io.fluxrouter.app.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.billing.invoice.InvoiceRun;
import io.fluxrouter.billing.invoice.InvoiceSettings;
import io.fluxrouter.billing.invoice.Whose;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.subscription.Subscriptions;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The invoice of a period, from its events to its proof. */
class InvoiceProofTest {
    private static TestNode node;
    private static InvoiceVisitor visitor;
    private static String meter;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        visitor = InvoiceVisitor.signedUp(node.api(), "proven");
        meter =
                visitor.made(
                                "/features",
                                """
                                {"name": "API Calls", "lookup_key": "calls", "type": "meter",
                                 "meter_name": "calls", "aggregation_type": "SUM",
                                 "property_name": "n", "unit": "calls"}""")
                        .path("meter_token")
                        .asString();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void the_usage_invoice_of_the_reference_comes_to_82_45_and_proves_it() throws Exception {
        String customer = customer();
        String subscription = subscribe(customer, plan("\"unit_price\": 0.001"));
        track(customer, 80_000, 30);
        track(customer, 2_450, 29);
        JsonNode preview = visitor.done("GET", "/subscriptions/" + subscription + "/preview", "");
        assertThat(preview.path("id").isNull()).isTrue();
        assertThat(preview.path("status").asString()).isEqualTo("DRAFT");

        JsonNode invoice = invoiceOf(subscription, true);
        assertThat(invoice.toString()).contains("\"total\":82.45,");
        assertThat(preview.propertyNames()).isEqualTo(invoice.propertyNames());
        Answer page = visitor.owner().get(InvoiceVisitor.path(invoice) + "/html");
        assertThat(page.text())
                .contains("API calls", "(82,450 calls × $0.001)", "$82.45", "Tax (0%)");

        JsonNode proof = visitor.done("GET", InvoiceVisitor.path(invoice) + "/proof", "");
        JsonNode line = proof.path("lines").get(0);
        assertThat(proof.path("agrees").asBoolean()).as(proof.toString()).isTrue();
        assertThat(proof.path("content_hash").path("stored"))
                .isEqualTo(invoice.path("content_hash"));
        String content = proof.path("content_hash").path("content").asString();
        assertThat(content).contains("total=5:82.45\n", "number=13:INV-");
        assertThat(sha256(content)).isEqualTo(invoice.path("content_hash").asString());
        assertThat(line.path("events").path("data")).hasSize(2);
        assertThat(sum(line.path("events").path("data"))).isEqualByComparingTo("82450");
        assertThat(line.path("replayed_quantity").decimalValue()).isEqualByComparingTo("82450");
        assertThat(line.path("stored")).isEqualTo(line.path("recomputed"));
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void a_tiered_line_shows_its_split_on_paper_and_in_the_proof() {
        String customer = customer();
        String plan =
                plan(
                        """
                        "price": {"mode": "graduated", "tiers": [
                            {"up_to": 1000, "unit_price": 0.002},
                            {"up_to": 10000, "unit_price": 0.001},
                            {"up_to": null, "unit_price": 0.0005}]}""");
        String subscription = subscribe(customer, plan);
        track(customer, 12_000, 30);
        JsonNode invoice = invoiceOf(subscription, true);

        assertThat(invoice.path("total").decimalValue()).isEqualByComparingTo("12.00");
        assertThat(invoice.path("line_items").get(0).path("parts")).hasSize(3);
        assertThat(visitor.owner().get(InvoiceVisitor.path(invoice) + "/html").text())
                .contains("1,001 – 10,000: 9,000 × $0.001", "Above 10,000: 2,000 × $0.0005");
        assertThat(proof(invoice, "").path("agrees").asBoolean()).isTrue();
    }

    @Test
    void a_discount_lowers_the_invoice_until_it_ends() {
        String customer = customer();
        String path = "/customers/" + customer + "/discounts";
        String subscription = subscribe(customer, plan("\"unit_price\": 0.001"));
        JsonNode discount =
                visitor.made(
                        path,
                        """
                        {"name": "Launch", "percent_off": 10, "valid_from": "%s"}"""
                                .formatted(hoursAgo(48)));
        assertThat(visitor.status("POST", path, "{\"name\":\"x\",\"amount_off\":5}"))
                .isEqualTo(422);
        assertThat(visitor.status("POST", path, "{\"name\":\"x\"}")).isEqualTo(422);
        track(customer, 100_000, 30);
        JsonNode invoice = invoiceOf(subscription, true);

        assertThat(invoice.path("discount").decimalValue()).isEqualByComparingTo("10.00");
        assertThat(invoice.path("total").decimalValue()).isEqualByComparingTo("90.00");
        assertThat(proof(invoice, "").path("agrees").asBoolean()).isTrue();
        String id = path + "/" + discount.path("id").asString();
        assertThat(visitor.status("DELETE", id, "")).isEqualTo(204);
        assertThat(visitor.status("DELETE", path + "/" + customer, "")).isEqualTo(404);
        assertThat(visitor.done("GET", path, "").path("data").get(0).path("valid_until").isNull())
                .isFalse();
    }

    @Test
    void late_events_are_outstanding_until_an_invoice_makes_up_for_them() {
        String customer = customer();
        String subscription = subscribe(customer, plan("\"unit_price\": 0.001"));
        track(customer, 1_000, 30);
        JsonNode invoice = invoiceOf(subscription, true);
        track(customer, 500, 30);

        JsonNode line = proof(invoice, "").path("lines").get(0);
        assertThat(line.path("agrees").asBoolean()).isFalse();
        assertThat(line.path("outstanding").decimalValue()).isEqualByComparingTo("0.50");
        assertThat(line.path("recomputed").path("quantity").decimalValue())
                .isEqualByComparingTo("1500");
        assertThat(proof(invoice, "").path("content_hash").path("agrees").asBoolean()).isTrue();
    }

    @Test
    void events_come_in_pages_that_add_up() {
        String customer = customer();
        String subscription = subscribe(customer, plan("\"unit_price\": 0.01"));
        for (int i = 1; i <= 25; i++) track(customer, i, 30);
        JsonNode invoice = invoiceOf(subscription, true);

        List<JsonNode> readings = new ArrayList<>();
        @Nullable String next = "?line=1&limit=10";
        while (next != null) {
            JsonNode events = proof(invoice, next).path("lines").get(0).path("events");
            readings.add(events.path("data"));
            next = next(events);
        }
        assertThat(readings.getFirst()).hasSize(10);
        BigDecimal all =
                readings.stream()
                        .map(InvoiceProofTest::sum)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(all).isEqualByComparingTo("325");
        String path = InvoiceVisitor.path(invoice) + "/proof";
        assertThat(visitor.status("GET", path + "?line=9", "")).isEqualTo(404);
        assertThat(visitor.status("GET", path + "?line=1&after=here", "")).isEqualTo(422);
        assertThat(visitor.status("GET", path + "?limit=1001", "")).isEqualTo(422);
    }

    @Test
    void an_invoice_that_was_tampered_with_does_not_agree() {
        String customer = customer();
        String subscription = subscribe(customer, plan("\"unit_price\": 0.001"));
        track(customer, 1_000, 30);
        JsonNode invoice = invoiceOf(subscription, true);
        tamper(invoice, "quantity + 1");

        JsonNode proof = proof(invoice, "");
        assertThat(proof.path("agrees").asBoolean()).isFalse();
        assertThat(proof.path("content_hash").path("agrees").asBoolean()).isFalse();
        tamper(invoice, "quantity - 1");
        assertThat(proof(invoice, "").path("agrees").asBoolean()).isTrue();
    }

    private static void tamper(JsonNode invoice, String quantity) {
        jdbi().useHandle(
                        handle -> {
                            handle.execute("ALTER TABLE invoice_line DISABLE TRIGGER USER");
                            handle.execute(
                                    "UPDATE invoice_line SET quantity = "
                                            + quantity
                                            + " WHERE invoice_id = ?::uuid",
                                    invoice.path("id").asString());
                            handle.execute("ALTER TABLE invoice_line ENABLE TRIGGER USER");
                        });
    }

    private static @Nullable String next(JsonNode events) {
        if (events.path("next").isNull()) return null;
        return "?" + URI.create(events.path("next").asString()).getRawQuery().replace("1000", "10");
    }

    private static JsonNode proof(JsonNode invoice, String query) {
        return visitor.done("GET", InvoiceVisitor.path(invoice) + "/proof" + query, "");
    }

    private static BigDecimal sum(JsonNode events) {
        return events.valueStream()
                .map(event -> new BigDecimal(event.path("reading").asString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String customer() {
        return visitor.customer("Acme " + System.nanoTime(), "US");
    }

    private static String plan(String price) {
        String plan =
                visitor.made(
                                "/plans",
                                """
                                {"name": "Usage", "type": "USAGE", "billing_interval": "day",
                                 "currency": "USD"}""")
                        .path("id")
                        .asString();
        visitor.made(
                "/plans/" + plan + "/charges",
                """
                {"type": "USAGE", "meter_id": "%s", "display_name": "API calls", %s}"""
                        .formatted(meter, price));
        return plan;
    }

    /** Since 36 hours before now: its first day is over. */
    private static String subscribe(String customer, String plan) {
        return visitor.made(
                        "/subscriptions",
                        """
                        {"customer_id": "%s", "plan_id": "%s", "billing_interval": "day",
                         "start_date": "%s"}"""
                                .formatted(customer, plan, hoursAgo(36)))
                .path("id")
                .asString();
    }

    private static void track(String customer, int quantity, int hoursAgo) {
        visitor.made(
                "/usage",
                """
                {"meter_id": "%s", "customer_id": "%s", "quantity": %d, "timestamp": "%s"}"""
                        .formatted(meter, customer, quantity, hoursAgo(hoursAgo)));
    }

    private static String hoursAgo(int hours) {
        return Clock.systemUTC()
                .instant()
                .minus(Duration.ofHours(hours))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /** Runs what is due, as the worker does each hour, and gives the first period's invoice. */
    private static JsonNode invoiceOf(String subscription, boolean makeFinal) {
        Instant now = Clock.systemUTC().instant();
        InvoiceRun run =
                new InvoiceRun(
                        jdbi(),
                        new MeterBook(jdbi(), System::nanoTime),
                        new Subscriptions(jdbi(), Clock.systemUTC()),
                        InvoiceSettings.STANDARD);
        run.runAll(now, Whose.EVERYBODY);
        if (makeFinal) run.settleDue(now.plus(Duration.ofHours(2)), Whose.EVERYBODY);
        JsonNode list = visitor.done("GET", "/invoices?subscription_id=" + subscription, "");
        assertThat(list.path("data")).hasSize(1);
        return list.path("data").get(0);
    }

    private static Jdbi jdbi() {
        return node.app().storage().database().jdbi();
    }
}
