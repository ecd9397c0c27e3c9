package io.fluxrouter.billing.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.settle.Event;
import io.fluxrouter.billing.settle.SettledWorld;
import io.fluxrouter.core.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * When thresholds count as reached, and that each is told once, whoever looks and however often.
 */
@TestInstance(Lifecycle.PER_CLASS)
class AlertWatchTest {
    private static final int WORKERS = 4;
    private static final int ROUNDS = 25;

    private final SettledWorld world = new SettledWorld("2026-03-10T12:00:00Z");
    private final Alerts alerts = new Alerts(world.jdbi, () -> world.now);

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void each_threshold_is_told_once_by_four_who_look_at_the_same_time() {
        world.now = Instant.parse("2026-03-10T12:00:00Z");
        UUID customer = world.customerOn("scale");
        Alert alert = alert(customer, "spend", "daily", "1", "2", "50");
        Executor workers = Executors.newVirtualThreadPerTaskExecutor();
        int told = 0;
        for (int round = 0; round < ROUNDS; round++) {
            use(customer, world.now.plusSeconds(round), "0.1");
            List<CompletableFuture<Integer>> looking = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                // A new one each time: nothing is remembered but what the database knows.
                looking.add(
                        CompletableFuture.supplyAsync(
                                () -> new AlertWatch(world.jdbi, true).round(world.now), workers));
            }
            told += looking.stream().mapToInt(CompletableFuture::join).sum();
        }
        assertThat(told).isEqualTo(2);
        assertThat(alerts.firings(alert.id())).hasSize(2);
        assertThat(mails(alert)).isEqualTo(2);
        assertThat(events(alert)).isEqualTo(2);
    }

    @Test
    void a_new_period_tells_again() {
        world.now = Instant.parse("2026-03-10T12:00:00Z");
        UUID customer = world.customerOn("scale");
        Alert alert = alert(customer, "spend", "daily", "1");
        use(customer, world.now, "1");
        look();
        world.now = Instant.parse("2026-03-11T12:00:00Z");
        look();
        assertThat(alerts.firings(alert.id())).hasSize(1);
        use(customer, world.now, "1.5");
        look();
        List<Firing> firings = alerts.firings(alert.id());
        assertThat(firings).hasSize(2);
        assertThat(firings.getFirst().used()).isEqualTo(Money.usd("1.5"));
        assertThat(firings.getFirst().periodStart()).isEqualTo("2026-03-11T00:00:00Z");
    }

    @Test
    void included_credit_and_ceiling_are_parts_of_the_month() {
        world.now = Instant.parse("2026-03-10T12:00:00Z");
        UUID customer = world.customerOn("builder"); // $35 included, up to $300
        Alert included = alert(customer, "included", null, "80", "100");
        Alert ceiling = alert(customer, "ceiling", null, "10", "90");
        use(customer, world.now, "27.999999999");
        look();
        assertThat(alerts.firings(included.id())).isEmpty();
        use(customer, world.now, "0.000000001");
        look();
        assertThat(alerts.firings(included.id())).hasSize(1);
        assertThat(alerts.firings(ceiling.id())).isEmpty();
        use(customer, world.now, "10");
        look();
        assertThat(alerts.firings(included.id())).hasSize(2);
        assertThat(alerts.firings(ceiling.id()))
                .extracting(Firing::limit)
                .containsExactly(Money.usd("300"));
    }

    @Test
    void an_alert_that_has_ended_tells_nothing() {
        world.now = Instant.parse("2026-03-10T12:00:00Z");
        UUID customer = world.customerOn("scale");
        Alert alert = alert(customer, "spend", "never", "1");
        alerts.archive(alert.id());
        use(customer, world.now, "2");
        look();
        assertThat(alerts.firings(alert.id())).isEmpty();
    }

    private void look() {
        new AlertWatch(world.jdbi, true).round(world.now);
    }

    private Alert alert(
            UUID customer, String watches, @Nullable String period, String... thresholds) {
        return alerts.create(
                new NewAlert(
                        customer,
                        "alert " + UUID.randomUUID(),
                        watches,
                        null,
                        null,
                        null,
                        period,
                        Arrays.stream(thresholds).map(BigDecimal::new).toList(),
                        List.of("ann@example.test")));
    }

    private void use(UUID customer, Instant at, String cost) {
        Event event = Event.of(customer, at, cost);
        world.lease(customer, event.cost());
        world.settle("node", event.event());
    }

    private long mails(Alert alert) {
        return count("SELECT count(*) FROM mail WHERE subject LIKE ?", "%" + alert.name() + "%");
    }

    private long events(Alert alert) {
        return count(
                "SELECT count(*) FROM webhook_event WHERE convert_from(body, 'UTF8') LIKE ?",
                "%" + alert.id() + "%");
    }

    private long count(String sql, String pattern) {
        return world.jdbi.withHandle(
                handle -> handle.createQuery(sql).bind(0, pattern).mapTo(Long.class).one());
    }
}
