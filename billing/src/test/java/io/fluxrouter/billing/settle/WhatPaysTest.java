package io.fluxrouter.billing.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fluxrouter.billing.credit.CreditKind;
import io.fluxrouter.billing.ledger.TransactionQuery;
import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.ledger.Transfer;
import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WhatPaysTest {
    private static final Instant MARCH = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-02T12:00:00Z");

    private final SettledWorld world = new SettledWorld("2026-03-01T00:00:00Z");

    @AfterEach
    void the_books_are_sound() {
        assertThat(world.findings()).isEmpty();
        world.close();
    }

    @Test
    void the_included_amount_pays_before_credit_and_credit_before_the_invoice() {
        UUID customer = world.customerOn("builder");
        world.buy(customer, "10");
        world.settle("a", Event.of(customer, MARCH, "50").event());

        assertThat(world.account(customer).settled()).isEqualTo(Money.usd("40"));
        assertThat(world.account(customer).credit()).isEqualTo(Money.ZERO);
        assertThat(balance(customer, LedgerAccount.ALLOWANCE)).isEqualTo(Money.usd("-35"));
        assertThat(balance(customer, LedgerAccount.CREDIT)).isEqualTo(Money.ZERO);
        assertThat(balance(customer, LedgerAccount.RECEIVABLE)).isEqualTo(Money.usd("-5"));
        assertThat(balance(customer, LedgerAccount.REVENUE)).isEqualTo(Money.usd("50"));
    }

    @Test
    void beyond_the_cap_a_customer_owes_and_the_next_credit_pays_that_first() {
        UUID customer = world.customerOn("free");
        world.settle("a", Event.of(customer, MARCH, "1.5").event());
        assertThat(world.account(customer).settled()).isEqualTo(Money.usd("1"));
        assertThat(world.account(customer).owed()).isEqualTo(Money.usd("0.5"));
        assertThat(world.account(customer).left()).isEqualTo(Money.usd("1"));

        var grant = world.buy(customer, "3");

        assertThat(grant.remaining()).isEqualTo(Money.usd("2.5"));
        assertThat(world.account(customer).owed()).isEqualTo(Money.ZERO);
        assertThat(world.account(customer).credit()).isEqualTo(Money.usd("2.5"));
        assertThat(balance(customer, LedgerAccount.RECEIVABLE)).isEqualTo(Money.ZERO);
    }

    @Test
    void a_customer_without_a_plan_owes_what_credit_does_not_cover() {
        UUID customer = world.prepaidCustomer();
        world.buy(customer, "2");
        world.settle("a", Event.of(customer, MARCH, "2.25").event());
        assertThat(world.account(customer).settled()).isEqualTo(Money.ZERO);
        assertThat(world.account(customer).credit()).isEqualTo(Money.ZERO);
        assertThat(world.account(customer).owed()).isEqualTo(Money.usd("0.25"));
    }

    @Test
    void each_month_has_its_own_included_amount_however_late_it_is_settled() {
        UUID customer = world.customerOn("builder");
        world.settle("a", Event.of(customer, APRIL, "30").event());
        assertThat(world.account(customer).periodStart()).isEqualTo("2026-04-01T00:00:00Z");
        world.settle("b", Event.of(customer, MARCH, "30").event());

        assertThat(world.account(customer).settled()).isEqualTo(Money.usd("30"));
        assertThat(balance(customer, LedgerAccount.ALLOWANCE)).isEqualTo(Money.usd("-60"));
        world.now = APRIL;
    }

    @Test
    void grants_are_spent_by_priority_then_expiry_then_promotions_then_age() {
        UUID customer = world.prepaidCustomer();
        Instant soon = MARCH.plusSeconds(86_400);
        var last = world.grant(customer, "1", CreditKind.PAID, 50, null);
        var fourth = world.grant(customer, "1", CreditKind.PROMOTIONAL, 50, null);
        var third = world.grant(customer, "1", CreditKind.PAID, 50, soon.plusSeconds(1));
        var second = world.grant(customer, "1", CreditKind.PAID, 50, soon);
        var first = world.grant(customer, "1", CreditKind.PAID, 1, null);
        var order = List.of(first.id(), second.id(), third.id(), fourth.id(), last.id());
        assertThat(world.credits().grants(customer)).extracting("id").isEqualTo(order);

        world.settle("a", Event.of(customer, MARCH, "3.5").event());

        assertThat(world.credits().grants(customer))
                .filteredOn(grant -> grant.remaining().isPositive())
                .extracting("id", "remaining.nanos")
                .containsExactly(
                        tuple(fourth.id(), 500_000_000L), tuple(last.id(), 1_000_000_000L));
    }

    @Test
    void expired_credit_is_passed_over_while_anything_else_can_pay() {
        UUID customer = world.customerOn("payg");
        world.grant(customer, "5", CreditKind.PROMOTIONAL, 50, MARCH);
        world.settle("a", Event.of(customer, MARCH, "2").event());
        assertThat(world.account(customer).credit()).isEqualTo(Money.usd("5"));
        assertThat(world.account(customer).settled()).isEqualTo(Money.usd("2"));
    }

    @Test
    void expiry_leaves_what_leases_hold_and_takes_the_rest_later() {
        UUID customer = world.prepaidCustomer();
        world.grant(customer, "5", CreditKind.PROMOTIONAL, 50, MARCH);
        world.jdbi.useHandle(
                handle -> {
                    handle.execute("INSERT INTO node VALUES (?, now(), now())", customer);
                    handle.execute(
                            "INSERT INTO lease VALUES (?, ?, 2000000000)", customer, customer);
                    handle.execute(
                            "UPDATE spend_account SET leased_nanos = 2000000000 WHERE id = ?",
                            customer);
                });
        assertThat(world.credits().expireDue(MARCH)).isEqualTo(1);
        assertThat(world.account(customer).credit()).isEqualTo(Money.usd("2"));
        assertThat(world.credits().expireDue(MARCH)).isZero();

        world.settle("a", Event.of(customer, MARCH, "0.5").event());
        world.jdbi.useHandle(
                handle -> {
                    handle.execute("UPDATE lease SET amount_nanos = 0 WHERE amount_nanos > 0");
                    handle.execute(
                            """
                            UPDATE spend_account SET leased_nanos =
                                (SELECT sum(amount_nanos) FROM lease WHERE account_id = id) WHERE id = ?
                            """,
                            customer);
                });
        assertThat(world.account(customer).owed()).isEqualTo(Money.ZERO);
        assertThat(world.credits().expireDue(MARCH)).isEqualTo(1);
        assertThat(balance(customer, LedgerAccount.EXPIRED)).isEqualTo(Money.usd("4.5"));
    }

    @Test
    void a_keys_cap_counts_its_own_period() {
        UUID customer = world.customerOn("builder");
        UUID key = world.limitedKey(customer, "20", "daily", LocalDate.of(2026, 3, 9));
        Instant yesterday = MARCH.minusSeconds(86_400);
        world.settle("a", Event.of(customer, yesterday, "2").key(key).event());
        world.settle("a", Event.of(customer, MARCH, "3").key(key).event());
        world.settle("a", Event.of(customer, yesterday, "4").key(key).event());
        assertThat(world.account(key).periodStart()).isEqualTo("2026-03-10T00:00:00Z");
        assertThat(world.account(key).settled()).isEqualTo(Money.usd("3"));
        assertThat(world.account(customer).settled()).isEqualTo(Money.usd("9"));
        world.now = MARCH;
    }

    @Test
    void requests_that_cost_nothing_leave_no_transfer() {
        UUID customer = world.customerOn("free");
        world.settle("a", Event.of(customer, MARCH, "0").event());
        assertThat(world.count("usage_event")).isEqualTo(1);
        assertThat(
                        world.transactions()
                                .page(new TransactionQuery(customer, null, 10, null))
                                .transactions())
                .isEmpty();
    }

    @Test
    void the_ledger_shows_a_batch_as_one_line_for_each_source_of_money() {
        UUID customer = world.customerOn("builder");
        world.buy(customer, "10");
        world.settle(
                "a",
                Event.of(customer, MARCH, "30").event(),
                Event.of(customer, MARCH, "10").event());
        var page = world.transactions().page(new TransactionQuery(customer, null, 2, null));
        assertThat(page.transactions())
                .extracting(line -> line.transfer().from())
                .containsExactly(LedgerAccount.CREDIT, LedgerAccount.ALLOWANCE);
        assertThat(page.transactions())
                .extracting(line -> line.transfer().balanceAfter())
                .containsExactly(Money.usd("5"), Money.usd("10"));
        assertThat(page.nextBefore()).isEqualTo(2L);
        var rest =
                world.transactions()
                        .page(new TransactionQuery(customer, null, 2, page.nextBefore()));
        assertThat(rest.transactions())
                .extracting(line -> line.transfer())
                .extracting(Transfer::amount)
                .containsExactly(Money.usd("10"));
        assertThat(rest.nextBefore()).isNull();
    }

    private Money balance(UUID customer, LedgerAccount account) {
        return world.transactions().balances(customer).getOrDefault(account, Money.ZERO);
    }
}
