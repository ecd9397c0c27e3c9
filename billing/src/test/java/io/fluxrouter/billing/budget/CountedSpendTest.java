package io.fluxrouter.billing.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.settle.Event;
import io.fluxrouter.billing.settle.SettledWorld;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.BudgetWarning;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What counts towards a budget, by the time of each request, and that verify sees a wrong sum. */
@TestInstance(Lifecycle.PER_CLASS)
class CountedSpendTest {
    private final SettledWorld world = new SettledWorld("2026-03-10T12:00:00Z");
    private final Budgets budgets = new Budgets(world.jdbi, () -> world.now);
    private final Teams teams = new Teams(world.jdbi, () -> world.now);

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void a_team_counts_its_keys_while_they_are_in_it() {
        world.now = Instant.parse("2026-03-10T12:00:00Z");
        UUID customer = world.customerOn("scale");
        UUID web = key(customer);
        UUID batch = key(customer);
        Team team = teams.create(customer, "web", List.of(web));
        Budget budget = budget(customer, team.id(), null, "5", "monthly", true);
        assertThat(budget.startsAt()).isEqualTo(world.now.plusSeconds(1));

        use(customer, web, "2026-03-10T12:00:00.999999999Z", "0.1"); // before it begins
        use(customer, web, "2026-03-10T12:00:01Z", "0.2");
        use(customer, batch, "2026-03-10T12:00:02Z", "0.4"); // not in the team
        world.now = Instant.parse("2026-03-11T00:00:00Z");
        teams.update(team.id(), Change.kept(), Change.to(List.of(batch)));
        use(customer, web, "2026-03-11T00:00:00.5Z", "0.8"); // has not left yet
        use(customer, web, "2026-03-11T00:00:01Z", "1.6"); // has left
        use(customer, batch, "2026-03-11T00:00:00.5Z", "3.2"); // has not joined yet
        use(customer, batch, "2026-03-11T00:00:01Z", "0.01");
        assertThat(settled(budget)).isEqualTo(Money.usd("1.01"));
        assertThat(world.findings()).isEmpty();
    }

    @Test
    void a_day_starts_afresh_and_a_late_event_of_yesterday_counts_no_more() {
        world.now = Instant.parse("2026-03-10T12:00:00Z");
        UUID customer = world.customerOn("scale");
        UUID key = key(customer);
        Budget daily = budget(customer, null, null, "5", "daily", false);
        Budget never = budget(customer, null, key, "5", "never", true);
        use(customer, key, "2026-03-10T13:00:00Z", "1");
        assertThat(settled(daily)).isEqualTo(Money.usd("1"));
        world.now = Instant.parse("2026-03-11T01:00:00Z");
        assertThat(settled(daily)).isEqualTo(Money.ZERO);
        use(customer, key, "2026-03-11T00:00:00Z", "2");
        use(customer, key, "2026-03-10T23:59:59Z", "0.5");
        assertThat(settled(daily)).isEqualTo(Money.usd("2"));
        assertThat(settled(never)).isEqualTo(Money.usd("3.5"));
        assertThat(world.findings()).isEmpty();
    }

    @Test
    void a_soft_budget_counts_without_holding() {
        world.now = Instant.parse("2026-03-10T12:00:00Z");
        UUID customer = world.customerOn("scale");
        Budget soft = budget(customer, null, null, "1", "monthly", false);
        use(customer, key(customer), "2026-03-10T13:00:00Z", "3");
        Budget after = budgets.find(soft.id()).orElseThrow();
        assertThat(after.usedPercent()).isEqualTo(300);
        assertThat(after.leased()).isEqualTo(Money.ZERO);
        BudgetWatch watch = new BudgetWatch(world.jdbi);
        watch.refresh(world.now);
        BudgetWarning warning = Objects.requireNonNull(watch.of(customer, UUID.randomUUID()));
        assertThat(warning.usedPercent()).isEqualTo(300);
        assertThat(watch.of(UUID.randomUUID(), UUID.randomUUID())).isNull();
        watch.refresh(world.now.plus(Duration.ofDays(40)));
        assertThat(watch.of(customer, UUID.randomUUID())).isNull();
    }

    @Test
    void verify_names_a_budget_whose_sum_is_wrong() {
        world.now = Instant.parse("2026-03-10T12:00:00Z");
        UUID customer = world.customerOn("scale");
        Budget budget = budget(customer, null, null, "2", "monthly", true);
        use(customer, key(customer), "2026-03-10T13:00:00Z", "1");
        tamper("settled_nanos = 7", budget);
        assertThat(world.findings().toString())
                .contains("what counts towards it", budget.id().toString());
        tamper("settled_nanos = 1000000000, cap_nanos = 5", budget);
        assertThat(world.findings().toString()).contains("more is settled than the hard budget");
        tamper("cap_nanos = 2000000000", budget);
        assertThat(world.findings()).isEmpty();
    }

    private void tamper(String change, Budget budget) {
        world.jdbi.useHandle(
                handle ->
                        handle.execute(
                                "UPDATE spend_account SET " + change + " WHERE id = ?",
                                budget.id()));
    }

    private Budget budget(
            UUID customer,
            @Nullable UUID team,
            @Nullable UUID key,
            String limit,
            String period,
            boolean hard) {
        return budgets.create(
                new NewBudget(customer, "b", team, key, new BigDecimal(limit), period, hard, null));
    }

    private UUID key(UUID customer) {
        return world.limitedKey(customer, "100000", "never", LocalDate.EPOCH);
    }

    /** A request that runs: its money is leased from what it counts towards, and then settled. */
    private void use(UUID customer, UUID key, String at, String cost) {
        Event event = Event.of(customer, Instant.parse(at), cost).key(key);
        world.lease(customer, event.cost());
        world.lease(key, event.cost());
        world.settle("node", event.event());
    }

    private Money settled(Budget budget) {
        return budgets.find(budget.id()).orElseThrow().settled();
    }
}
