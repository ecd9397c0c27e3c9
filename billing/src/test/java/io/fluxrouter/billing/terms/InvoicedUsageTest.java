package io.fluxrouter.billing.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.credit.CreditKind;
import io.fluxrouter.billing.customer.CustomerChange;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.settle.Event;
import io.fluxrouter.billing.subscription.RatedLine;
import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an invoice asks for LLM usage is what the ledger put on account, to the nano-dollar. */
class InvoicedUsageTest {
    private static final int STEPS = 60;
    private static final List<@Nullable String> PLANS =
            Arrays.asList("free", "payg", "builder", "scale", "builder-yearly", null);

    private final BilledWorld world = new BilledWorld("2026-03-10T12:00:00Z");

    @AfterEach
    void the_books_are_sound() {
        assertThat(world.settled.findings()).isEmpty();
        world.close();
    }

    @Test
    void builder_pays_its_fee_and_what_is_above_the_included_amount_and_the_credit() {
        UUID customer = world.settled.customerOn("builder");
        world.settled.buy(customer, "10");
        use(customer, "50.123456789");
        assertThat(amounts(customer)).containsExactly("29.00", "5.12");
        assertThat(quantity(customer)).isEqualByComparingTo("5.123456789");
        assertThat(world.invoicedByLedger(customer)).isEqualTo(Money.usd("5.123456789"));
    }

    @Test
    void pay_as_you_go_pays_all_usage() {
        UUID customer = world.settled.customerOn("payg");
        use(customer, "0.125");
        use(customer, "0.0000123");
        assertThat(amounts(customer)).containsExactly("0.13");
        assertThat(quantity(customer)).isEqualByComparingTo("0.1250123");
    }

    @Test
    void free_is_never_charged_even_where_a_provider_overran_or_the_operator_lifted_the_ceiling() {
        UUID customer = world.settled.customerOn("free", "10");
        use(customer, "1.5");
        assertThat(amounts(customer)).isEmpty();
        assertThat(world.settled.account(customer).cap()).isEqualTo(Money.usd("1"));
        assertThat(world.settled.account(customer).owed()).isEqualTo(Money.usd("0.5"));
        assertThat(world.settled.count("usage_charge")).isZero();
    }

    @Test
    void what_was_used_before_a_plan_that_invoices_is_not_invoiced_however_late_it_settles() {
        UUID customer = world.settled.customerOn("free");
        move(customer, "payg");
        Instant moved = world.settled.now;
        world.settled.settle("a", Event.of(customer, moved.minusNanos(1_000), "2").event());
        world.settled.settle("a", Event.of(customer, moved, "3").event());
        assertThat(quantity(customer)).isEqualByComparingTo("3");
        assertThat(world.settled.account(customer).owed()).isEqualTo(Money.usd("2"));
    }

    @Test
    void what_was_used_on_a_plan_that_invoices_is_invoiced_however_late_after_it_settles() {
        UUID customer = world.settled.customerOn("payg");
        use(customer, "1");
        move(customer, null);
        Instant left = world.settled.now;
        world.settled.settle("a", Event.of(customer, left.minusNanos(1_000), "2").event());
        world.settled.settle("a", Event.of(customer, left, "4").event());
        assertThat(quantity(customer)).isEqualByComparingTo("3");
        assertThat(world.settled.account(customer).owed()).isEqualTo(Money.usd("4"));
        world.invoiceAll();
        world.settled.settle("a", Event.of(customer, left.minusNanos(2_000), "8").event());
        world.invoiceAll();
        assertThat(world.settled.count("invoice")).isEqualTo(2);
        assertThat(world.balance(customer, LedgerAccount.BILLED)).isEqualTo(Money.usd("-11"));
    }

    @Test
    void usage_falls_into_the_period_in_which_it_occurred() {
        UUID customer = world.settled.customerOn("payg");
        use(customer, "1");
        world.settled.now = Instant.parse("2026-04-10T12:00:00Z");
        use(customer, "2");
        world.settled.settle(
                "a", Event.of(customer, world.settled.now.minusNanos(1_000), "4").event());
        assertThat(amounts(customer)).containsExactly("5.00", "2.00");
    }

    @Test
    void an_invoice_takes_usage_off_the_account_and_does_not_earn_it_twice() {
        UUID customer = world.settled.customerOn("builder");
        use(customer, "40.005");
        assertThat(world.balance(customer, LedgerAccount.RECEIVABLE))
                .isEqualTo(Money.usd("-5.005"));
        pass(Duration.ofDays(31));
        world.invoiceAll();
        assertThat(world.balance(customer, LedgerAccount.RECEIVABLE)).isEqualTo(Money.ZERO);
        assertThat(world.balance(customer, LedgerAccount.BILLED)).isEqualTo(Money.usd("-34.01"));
        // The fee, the usage, and half a cent of rounding.
        assertThat(world.balance(customer, LedgerAccount.REVENUE)).isEqualTo(Money.usd("69.01"));
        use(customer, "0");
        world.invoiceAll();
        assertThat(world.settled.count("invoice")).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.fluxrouter.billing.Seeds#six")
    void whatever_happens_the_lines_sum_to_the_ledger(long seed) {
        Random random = new Random(seed);
        List<UUID> customers = new ArrayList<>();
        for (String plan : List.of("free", "payg", "builder", "scale")) {
            customers.add(world.settled.customerOn(plan));
        }
        customers.add(world.settled.prepaidCustomer());
        for (int step = 0; step < STEPS; step++) {
            step(random, customers.get(random.nextInt(customers.size())));
        }
        for (UUID customer : customers) {
            BigDecimal ledger = world.invoicedByLedger(customer).toBigDecimal();
            assertThat(quantity(customer)).as("seed %s", seed).isEqualByComparingTo(ledger);
            usage(customer).forEach(InvoicedUsageTest::assertRoundedOnce);
        }
        customers.forEach(customer -> move(customer, null));
        world.invoiceAll();
        for (UUID customer : customers) assertNothingLeftOnAccount(customer);
    }

    private void step(Random random, UUID customer) {
        int dice = random.nextInt(100);
        if (dice < 60) settle(random, customer);
        else if (dice < 75) move(customer, PLANS.get(random.nextInt(PLANS.size())));
        else if (dice < 85) grant(random, customer);
        else pass(Duration.ofMinutes(1 + random.nextInt(60 * 24 * 20)));
    }

    private void settle(Random random, UUID customer) {
        int minutes = random.nextInt(4) == 0 ? random.nextInt(60 * 24 * 40) : random.nextInt(30);
        Instant at = world.settled.now.minus(Duration.ofMinutes(minutes));
        Money cost = Money.ofNanos(random.nextLong(40_000_000_000L));
        world.settled.settle("a", Event.of(customer, at, "0").costing(cost).event());
    }

    private void grant(Random random, UUID customer) {
        Money amount = Money.ofNanos(1 + random.nextLong(30_000_000_000L));
        CreditKind kind = random.nextBoolean() ? CreditKind.PAID : CreditKind.PROMOTIONAL;
        world.settled.grant(customer, amount.toDecimal(), kind, random.nextInt(3), null);
    }

    private void pass(Duration time) {
        world.settled.now = world.settled.now.plus(time);
        boolean more = true;
        while (more) more = world.subscriptions.turnNext();
    }

    private void move(UUID customer, @Nullable String plan) {
        pass(Duration.ofSeconds(1));
        world.settled.customers().update(customer, CustomerChange.NONE.withPlan(Change.to(plan)));
    }

    private void use(UUID customer, String cost) {
        world.settled.settle("a", Event.of(customer, world.settled.now, cost).event());
    }

    /** But what ran over a ceiling, which the next credit pays. */
    private void assertNothingLeftOnAccount(UUID customer) {
        assertThat(world.balance(customer, LedgerAccount.RECEIVABLE))
                .isEqualTo(world.settled.account(customer).owed().negated());
    }

    private static void assertRoundedOnce(RatedLine line) {
        assertThat(line.amount())
                .isEqualByComparingTo(line.quantity().setScale(2, RoundingMode.HALF_UP));
    }

    private List<String> amounts(UUID customer) {
        return world.lines(customer).stream()
                .map(line -> line.amount().setScale(2).toPlainString())
                .toList();
    }

    private List<RatedLine> usage(UUID customer) {
        return world.lines(customer).stream()
                .filter(line -> line.kind() == RatedLine.Kind.USAGE)
                .toList();
    }

    private BigDecimal quantity(UUID customer) {
        return usage(customer).stream()
                .map(RatedLine::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
