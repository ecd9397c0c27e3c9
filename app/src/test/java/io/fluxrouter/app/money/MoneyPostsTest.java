package io.fluxrouter.app.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every POST of openapi.yaml either heeds an {@code Idempotency-Key} or says here why it need not:
 * a call that is made again has one effect and one answer, and the same key with another body is a
 * 409 without any.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoneyPostsTest {
    private static final Pattern PATH = Pattern.compile("(?m)^ {2}(/\\S*):$");

    /** Calls whose repetition is settled in another way, or moves nothing. */
    private static final Map<String, String> EXEMPT =
            Map.ofEntries(
                    Map.entry("/v1/chat/completions", "each is another request, held and settled"),
                    Map.entry("/v1/customers", "moves no money; an external id is taken once"),
                    Map.entry("/v1/keys", "moves no money"),
                    Map.entry("/v1/budgets", "moves no money"),
                    Map.entry("/v1/teams", "moves no money"),
                    Map.entry("/v1/alerts", "moves no money"),
                    Map.entry("/v1/credit_packages", "moves no money"),
                    Map.entry("/v1/credit_purchases/{id}/refresh", "asks how it stands"),
                    Map.entry("/v1/checkout/setup", "a page to leave a card on"),
                    Map.entry("/v1/payment_methods/refresh", "asks how it stands"),
                    Map.entry("/v1/billing_portal", "a page"),
                    Map.entry("/v1/reconcile", "to compare again changes nothing"),
                    Map.entry("/webhooks/stripe", "an event has an id, which is kept"),
                    Map.entry("/api/v1/auth/signup", "an address signs up once"),
                    Map.entry("/api/v1/auth/login", "moves no money"),
                    Map.entry("/api/v1/auth/refresh", "moves no money"),
                    Map.entry("/api/v1/auth/logout", "moves no money"),
                    Map.entry("/api/v1/sdk/track", "has idempotency_key in its body"),
                    Map.entry("/api/v1/usage", "has idempotency_key in its body"),
                    Map.entry("/api/v1/usage/batch", "has idempotency_key in each event"),
                    Map.entry("/api/v1/events", "an event has a source and an id"),
                    Map.entry("/api/v1/price_experiments", "computes and stores nothing"),
                    Map.entry("/api/v1/test_clocks/{id}/advance", "goes to a time, once"),
                    Map.entry("/api/v1/webhooks/deliveries/{id}/replay", "moves no money"),
                    Map.entry("/api/v1/webhooks/{id}/rotate-secret", "moves no money"),
                    Map.entry("/api/v1/webhooks/{id}/test", "moves no money"),
                    Map.entry("/api/v1/webhooks/{id}/replay", "moves no money"));

    /** Answers that show a secret, once. */
    private static final Set<String> SHOWN_ONCE =
            Set.of("/api/v1/invoices/{id}/generate-token", "/api/v1/api-keys", "/api/v1/webhooks");

    /** Heeds the key as the id of what is bought, and answers with how that stands. */
    private static final String PURCHASES = "/v1/credit_purchases";

    private record Call(String path, String body) {}

    private TestNode node;
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private int names;

    @BeforeAll
    void start() {
        node = TestNode.start();
        payments();
        catalogue();
        subscriptions();
        invoices();
        events();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private void payments() {
        String gateway = node.api().customer("builder");
        String bought =
                "{\"package_id\":\"%s\",\"customer_id\":\"%s\"}"
                        .formatted(made("/v1/credit_packages", PACKAGE), gateway);
        call("/v1/customers/{id}/credits", gateway, "{\"amount_usd\":\"1\"}");
        call(
                "/v1/customers/{id}/adjustments",
                gateway,
                "{\"amount_usd\":\"1\",\"reason\":\"kindness\"}");
        call(PURCHASES, "", bought);
        String purchase = made(PURCHASES, bought);
        call(
                "/v1/credit_purchases/{id}/refund",
                purchase,
                "{\"amount_usd\":\"1\",\"reason\":\"asked\"}");
    }

    private static final String PACKAGE = "{\"name\":\"Ten\",\"price_usd\":10}";

    private void catalogue() {
        call("/api/v1/api-keys", "", "{\"name\":\"k\",\"scopes\":[\"usage.read\"]}");
        call("/api/v1/features", "", feature("other"));
        call("/api/v1/customers", "", "{\"name\":\"C\",\"email\":\"a@b.test\"}");
        call("/api/v1/customers/{id}/discounts", customer(), "{\"name\":\"D\",\"percent_off\":5}");
        call("/api/v1/test_clocks", "", CLOCK);
        call("/api/v1/plans", "", "{\"name\":\"P\",\"type\":\"HYBRID\"}");
        call("/api/v1/plans/{id}/charges", plan(), FEE);
        String feature = made("/api/v1/features", feature("counted"));
        call("/api/v1/plans/{id}/features", plan(), "{\"feature_id\":\"" + feature + "\"}");
        call("/api/v1/webhooks", "", "{\"url\":\"https://example.com/hooks\"}");
    }

    private static final String CLOCK = "{\"name\":\"T\",\"frozen_time\":\"2026-01-31T00:00:00Z\"}";

    private static final String FEE = "{\"type\":\"FIXED\",\"unit_price\":\"10\"}";

    private void subscriptions() {
        call("/api/v1/subscriptions", "", subscribing());
        call("/api/v1/subscriptions/{id}/cancel", subscription(), "");
        String leaving = subscription();
        done("/api/v1/subscriptions/" + leaving + "/cancel", "{\"cancel_at_period_end\":true}");
        call("/api/v1/subscriptions/{id}/keep", leaving, "");
        call("/api/v1/subscriptions/{id}/pause", subscription(), "");
        String paused = subscription();
        done("/api/v1/subscriptions/" + paused + "/pause", "");
        call("/api/v1/subscriptions/{id}/resume", paused, "");
        String plan = plan();
        call(
                "/api/v1/subscriptions/{id}/change-plan",
                subscription(),
                "{\"plan_id\":\"" + plan + "\"}");
    }

    private void invoices() {
        call("/api/v1/invoices", "", invoice());
        call("/api/v1/invoices/{id}/finalize", made("/api/v1/invoices", invoice()), "");
        call("/api/v1/invoices/{id}/pay", open(), "{\"amount\":\"1\"}");
        call("/api/v1/invoices/{id}/void", open(), "");
        call("/api/v1/invoices/{id}/uncollectible", open(), "");
        call("/api/v1/invoices/{id}/generate-token", open(), "");
        call("/api/v1/invoices/{id}/credit-notes", open(), "{\"amount\":\"1\"}");
        String paid = open();
        done("/api/v1/invoices/" + paid + "/pay", "");
        call("/api/v1/invoices/{id}/refunds", paid, "{\"amount\":\"1\"}");
    }

    private void events() {
        String yesterday = Instant.now().minus(1, ChronoUnit.DAYS).toString();
        call("/api/v1/events/{id}/amend", event(), "{\"timestamp\":\"" + yesterday + "\"}");
        call("/api/v1/events/{id}/deprecate", event(), "");
        call(
                "/api/v1/events/backfill",
                "",
                """
                {"customer_id": "%s", "meter_name": "counted", "start_date": "%s",
                 "end_date": "%s", "events": []}\
                """
                        .formatted(
                                customer(),
                                yesterday,
                                Instant.parse(yesterday).plusSeconds(9).toString()));
    }

    @Test
    void every_post_heeds_the_key_or_says_why_it_need_not() {
        Set<String> heeding = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        String[] parts = PATH.split(document(), -1);
        List<String> paths = PATH.matcher(document()).results().map(one -> one.group(1)).toList();
        for (int i = 0; i < paths.size(); i++) {
            int post = parts[i + 1].indexOf("\n    post:");
            if (post < 0) continue;
            String call = parts[i + 1].substring(post + 1).split("\n    (?=\\S)", 2)[0];
            (call.contains("IdempotencyKey") ? heeding : others).add(paths.get(i));
        }
        Set<String> known = new TreeSet<>(calls.keySet());
        known.add("/api/v1/invoices/{id}/send-email"); // see InvoiceMailTest
        heeding.removeAll(EXEMPT.keySet());
        others.removeAll(EXEMPT.keySet());
        assertThat(heeding).isEqualTo(known);
        assertThat(others).as("POSTs that say nothing").isEmpty();
    }

    private String document() {
        return node.api().get("/openapi.yaml", "").text();
    }

    @TestFactory
    List<DynamicTest> a_call_that_is_made_again_has_one_effect_and_one_answer() {
        List<DynamicTest> tests = new ArrayList<>();
        calls.forEach((name, call) -> tests.add(DynamicTest.dynamicTest(name, () -> twice(name))));
        return tests;
    }

    private void twice(String name) {
        Call call = called(name);
        Map<String, String> key = Map.of("Idempotency-Key", "key of " + name);
        Answer first = node.api().admin("POST", call.path(), call.body(), key);
        assertThat(first.status()).as(first.text()).isBetween(200, 201);
        String before = node.api().admin("GET", "/v1/transactions?limit=1000", "").text();
        Answer again = node.api().admin("POST", call.path(), call.body(), key);
        assertThat(again.status()).as(again.text()).isEqualTo(first.status());
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        if (!SHOWN_ONCE.contains(name)) assertThat(again.json()).isEqualTo(first.json());
        if (!name.equals(PURCHASES)) {
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        }
        Answer other = node.api().admin("POST", call.path(), another(name), key);
        assertThat(other.status()).as(other.text()).isEqualTo(409);
        assertThat(other.text()).containsIgnoringCase("idempotency");
        assertThat(node.api().admin("GET", "/v1/transactions?limit=1000", "").text())
                .isEqualTo(before);
    }

    private String another(String name) {
        Call call = called(name);
        return name.equals(PURCHASES)
                ? call.body().replaceFirst("[0-9a-f-]{36}", made("/v1/credit_packages", PACKAGE))
                : "{\"note\":\"another\"}";
    }

    private Call called(String name) {
        return Objects.requireNonNull(calls.get(name), name);
    }

    /** The call of a path, on something that is there. */
    private void call(String path, String id, String body) {
        calls.put(path, new Call(path.replace("{id}", id), body));
    }

    private String feature(String name) {
        return """
        {"name": "%1$s", "lookup_key": "%1$s", "type": "meter", "meter_name": "%1$s",
         "aggregation_type": "SUM", "property_name": "n"}\
        """
                .formatted(name);
    }

    private String customer() {
        return made(
                "/api/v1/customers",
                "{\"name\":\"C\",\"email\":\"c%d@c.test\"}".formatted(++names));
    }

    private String plan() {
        String plan =
                made(
                        "/api/v1/plans",
                        "{\"name\":\"Plan %d\",\"type\":\"HYBRID\"}".formatted(++names));
        made("/api/v1/plans/" + plan + "/charges", FEE);
        return plan;
    }

    private String subscribing() {
        return "{\"customer_id\":\"%s\",\"plan_id\":\"%s\"}".formatted(customer(), plan());
    }

    private String subscription() {
        return made("/api/v1/subscriptions", subscribing());
    }

    private String invoice() {
        return """
        {"customer_id": "%s", "currency": "USD", "line_items":
         [{"description": "Work", "quantity": 1, "unit_amount": "10"}]}\
        """
                .formatted(customer());
    }

    private String open() {
        String id = made("/api/v1/invoices", invoice());
        done("/api/v1/invoices/" + id + "/finalize", "");
        return id;
    }

    private String event() {
        return made(
                "/api/v1/usage",
                """
                {"customer_id": "%s", "meter_name": "counted", "properties": {"n": 1}}\
                """
                        .formatted(customer()));
    }

    private String made(String path, String body) {
        Answer answer = node.api().admin("POST", path, body);
        assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private void done(String path, String body) {
        Answer answer = node.api().admin("POST", path, body);
        assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(200);
    }
}
