package io.fluxrouter.billing.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.settle.SettledWorld;
import io.fluxrouter.core.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class EarnedCeilingTest {
    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    private final SettledWorld world = new SettledWorld("2026-03-10T12:00:00Z");

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void a_ceiling_rises_with_what_was_paid_and_with_age_and_the_operators_word_stands_above_it() {
        world.now = START;
        UUID customer = world.customerOn("payg");
        UUID other = world.customerOn("payg", "70");
        world.buy(customer, "60");
        world.buy(other, "60");
        EarnedCeiling.moveDue(world.jdbi, world.now);
        assertThat(cap(customer)).isEqualTo(Money.usd("50"));

        world.now = START.plus(Duration.ofDays(7));
        assertThat(EarnedCeiling.moveDue(world.jdbi, world.now)).isPositive();
        assertThat(EarnedCeiling.moveDue(world.jdbi, world.now)).isZero();
        assertThat(cap(customer)).isEqualTo(Money.usd("100"));
        assertThat(cap(other)).isEqualTo(Money.usd("70"));
        assertThat(world.findings()).isEmpty();
    }

    @Test
    void money_that_went_back_lowers_it_again() {
        world.now = START;
        UUID customer = world.customerOn("payg");
        world.buy(customer, "50");
        world.now = START.plus(Duration.ofDays(20));
        EarnedCeiling.moveDue(world.jdbi, world.now);
        assertThat(cap(customer)).isEqualTo(Money.usd("100"));
        world.jdbi.useHandle(
                handle ->
                        handle.execute(
                                """
                                UPDATE ledger_balance SET balance_nanos = balance_nanos + 1
                                WHERE customer_id = ? AND account = 'cash'
                                """,
                                customer));
        EarnedCeiling.moveDue(world.jdbi, world.now);
        assertThat(cap(customer)).isEqualTo(Money.usd("50"));
        world.jdbi.useHandle(
                handle ->
                        handle.execute(
                                """
                                UPDATE ledger_balance SET balance_nanos = balance_nanos - 1
                                WHERE customer_id = ? AND account = 'cash'
                                """,
                                customer));
    }

    @Test
    void a_free_plan_ends_with_what_it_includes_whatever_was_paid() {
        world.now = START;
        UUID customer = world.customerOn("free");
        world.buy(customer, "5000");
        EarnedCeiling.moveDue(world.jdbi, START.plus(Duration.ofDays(365)));
        assertThat(cap(customer)).isEqualTo(Money.usd("1"));
    }

    @Test
    void only_a_ceiling_that_can_rise_has_a_next_step() {
        world.now = START;
        assertThat(earned(world.customerOn("payg"))).isPresent();
        assertThat(earned(world.customerOn("free"))).isEmpty();
    }

    private Optional<EarnedCeiling> earned(UUID customer) {
        return world.jdbi.withHandle(handle -> CustomerTerms.earned(handle, customer, world.now));
    }

    private Money cap(UUID customer) {
        return world.account(customer).cap();
    }
}
