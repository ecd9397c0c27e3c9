package io.fluxrouter.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.Metrics;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.core.money.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What an operator reads at {@code /metrics} is what callers were told. */
@TestInstance(Lifecycle.PER_CLASS)
class MetricsTest {
    private static final Pattern DOCUMENTED = Pattern.compile("\\| `(flux_\\w+)` \\| (\\w+) \\|");

    private TestNode node;
    private String key;

    @BeforeAll
    void start() {
        node = TestNode.start();
        key = node.api().key(node.api().customer("scale"));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void tokens_and_money_are_those_of_the_answers() {
        Metrics before = node.metrics();
        Money told = Money.ZERO;
        long prompt = 0;
        long completion = 0;
        for (int i = 0; i < 3; i++) {
            Answer answer = chat("");
            told = told.plus(answer.cost());
            prompt += answer.json().path("usage").path("prompt_tokens").asLong();
            completion += answer.json().path("usage").path("completion_tokens").asLong();
        }
        Metrics after = node.metrics();
        assertThat(added(before, after, "flux_cost_usd_total"))
                .isEqualByComparingTo(told.toDecimal());
        assertThat(added(before, after, "flux_market_cost_usd_total")).isPositive();
        assertThat(added(before, after, "flux_tokens_total{kind=\"prompt\""))
                .isEqualByComparingTo(prompt + "");
        assertThat(added(before, after, "flux_tokens_total{kind=\"completion\""))
                .isEqualByComparingTo(completion + "");
        assertThat(added(before, after, "flux_requests_total{outcome=\"completed\"}"))
                .isEqualByComparingTo("3");
        // Neither customer nor key may be a label: their number has no bound.
        assertThat(after.text()).doesNotContain("customer=", "key=");
    }

    @Test
    void an_overrun_shows_by_how_much() {
        Metrics before = node.metrics();
        Answer answer = chat(",\"max_tokens\":20,\"user\":\"simulate:overrun=5000\"");
        Metrics after = node.metrics();
        assertThat(added(before, after, "flux_overshoot_events_total")).isEqualByComparingTo("1");
        assertThat(added(before, after, "flux_overshoot_usd_total"))
                .isPositive()
                .isLessThan(new BigDecimal(answer.cost().toDecimal()));
    }

    @Test
    void usage_counted_here_is_told_apart() {
        Metrics before = node.metrics();
        chat(",\"user\":\"simulate:omit-usage\"");
        assertThat(added(before, node.metrics(), "flux_estimated_usage_total"))
                .isEqualByComparingTo("1");
    }

    @Test
    void a_provider_that_refuses_is_an_outcome() {
        Metrics before = node.metrics();
        chat(",\"user\":\"simulate:fail=400\"");
        assertThat(
                        added(
                                before,
                                node.metrics(),
                                "flux_requests_total{outcome=\"provider_refused\"}"))
                .isEqualByComparingTo("1");
    }

    @Test
    void a_caller_without_money_shows_as_refused_leases() {
        String poor = node.api().key(node.api().customer("none"));
        Metrics before = node.metrics();
        assertThat(node.api().chat(poor, body("")).status()).isEqualTo(402);
        assertThat(added(before, node.metrics(), "flux_leases_refused_total")).isPositive();
    }

    @Test
    void settling_is_counted_and_leaves_no_backlog() {
        Metrics before = node.metrics();
        chat("");
        node.app().settle();
        Metrics after = node.metrics();
        assertThat(added(before, after, "flux_events_settled_total")).isPositive();
        assertThat(added(before, after, "flux_settle_batch_seconds_count")).isPositive();
        assertThat(after.sum("flux_journal_backlog_events")).isZero();
        assertThat(after.sum("flux_journal_backlog_bytes")).isZero();
        assertThat(after.sum("flux_journal_backlog_age_seconds")).isZero();
    }

    @Test
    void usage_that_cannot_be_settled_is_counted() {
        TestNode damaged = TestNode.start();
        try {
            String customer = damaged.api().customer("scale");
            String theirKey = damaged.api().key(customer);
            damaged.app()
                    .storage()
                    .database()
                    .jdbi()
                    .useTransaction(
                            tx -> {
                                tx.execute(
                                        "ALTER TABLE subscription"
                                                + " DROP CONSTRAINT subscription_customer_id_fkey");
                                UUID id = UUID.fromString(customer);
                                tx.execute("DELETE FROM api_key WHERE customer_id = ?", id);
                                tx.execute("DELETE FROM customer WHERE id = ?", id);
                            });
            assertThat(damaged.api().chat(theirKey, body("")).status()).isEqualTo(200);
            damaged.app().settle();
            String series = "flux_events_rejected_total{reason=\"unknown_customer\"}";
            assertThat(damaged.metrics().sum(series)).isEqualByComparingTo("1");
            assertThat(damaged.app().verify())
                    .anySatisfy(finding -> assertThat(finding.table()).isEqualTo("rejected_event"));
        } finally {
            damaged.closeWithoutChecks();
        }
    }

    @Test
    void every_series_is_documented_and_every_documented_one_is_there() throws IOException {
        chat("");
        Path root = Path.of(System.getProperty("fluxrouter.root", ".."));
        Set<String> documented = new TreeSet<>();
        Matcher row = DOCUMENTED.matcher(Files.readString(root.resolve("docs/metrics.md")));
        while (row.find()) documented.add(row.group(1) + " " + row.group(2));
        Set<String> there = node.metrics().names();
        there.removeIf(name -> name.endsWith("_max gauge")); // Micrometer's own, of a histogram
        assertThat(documented).isEqualTo(there);
    }

    private static BigDecimal added(Metrics before, Metrics after, String series) {
        return after.sum(series).subtract(before.sum(series));
    }

    private Answer chat(String more) {
        return node.api().chat(key, body(more));
    }

    private static String body(String more) {
        return "{\"model\":\"flux-fast\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello.\"}]"
                + more
                + "}";
    }
}
