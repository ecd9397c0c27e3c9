package io.fluxrouter.billing.invoice;

import static io.fluxrouter.billing.invoice.InvoiceWorld.AUTHOR;
import static io.fluxrouter.billing.invoice.InvoiceWorld.OWNER;
import static io.fluxrouter.billing.invoice.InvoiceWorld.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.event.Amendment;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.meter.PropertyValue;
import io.fluxrouter.core.rating.DimensionPrices;
import io.fluxrouter.core.rating.IncludedUnits;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.SpendBounds;
import io.fluxrouter.core.rating.Tier;
import io.fluxrouter.core.rating.Tiers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes known about a period after its invoice is final. */
class LateEventsTest {
    private final InvoiceWorld world = new InvoiceWorld("2026-01-01T00:00:00Z");

    @AfterEach
    void all_adds_up() {
        assertThat(world.findings()).isEmpty();
    }

    @Test
    void a_late_event_is_a_line_of_the_next_invoice_and_of_no_other() {
        Subscription one = world.subscribe(world.hybrid("0", "2"));
        world.at("2026-01-20T00:00:00Z");
        world.call(one.customerId(), "2026-01-20T00:00:00Z", "10");
        bill("2026-02-01");
        world.at("2026-02-03T00:00:00Z");
        world.call(one.customerId(), "2026-01-31T23:59:59Z", "5");
        bill("2026-03-01");
        assertThat(lines(world.of(one).get(1)))
                .containsExactly("FEE 1 0.00", "USAGE 0 0.00", "ADJUSTMENT 5 10.00");
        InvoiceLine adjustment = world.of(one).get(1).lines().getLast();
        assertThat(adjustment.description())
                .isEqualTo("Adjustment 2026-01-01 to 2026-01-31: Calls");
        assertThat(adjustment.usage().orElseThrow().adjusts())
                .isEqualTo(new LineUsage.Adjusts(1, InvoiceLine.Kind.USAGE));
        bill("2026-04-01");
        assertThat(lines(world.of(one).get(2))).containsExactly("FEE 1 0.00", "USAGE 0 0.00");
        assertThat(total(one)).isEqualByComparingTo("30");
    }

    @Test
    void late_events_are_priced_where_the_period_stood() {
        BillingPlan plan = world.plans.empty("Tiers", "month");
        Price graduated =
                new Price.Graduated(
                        new Tiers(
                                List.of(
                                        new Tier(BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ZERO),
                                        new Tier(null, new BigDecimal("0.5"), BigDecimal.ZERO)),
                                false));
        world.plans.addUsage(plan, world.calls.id(), ChargePricing.of(graduated));
        Subscription one = world.subscribe(plan);
        world.at("2026-01-20T00:00:00Z");
        world.call(one.customerId(), "2026-01-20T00:00:00Z", "8");
        bill("2026-02-01");
        world.at("2026-02-03T00:00:00Z");
        world.call(one.customerId(), "2026-01-30T00:00:00Z", "4");
        bill("2026-03-01");
        assertThat(lines(world.of(one).get(1)))
                .containsExactly("USAGE 0 0.00", "ADJUSTMENT 4 3.00");
    }

    @Test
    void late_events_again_and_again_are_each_billed_once() {
        Subscription one = world.subscribe(world.hybrid("0", "1"));
        bill("2026-02-01");
        world.at("2026-02-02T00:00:00Z");
        world.call(one.customerId(), "2026-01-31T00:00:00Z", "1");
        bill("2026-03-01");
        world.at("2026-03-02T00:00:00Z");
        world.call(one.customerId(), "2026-01-31T00:00:00Z", "2");
        world.call(one.customerId(), "2026-02-28T00:00:00Z", "4");
        bill("2026-04-01");
        assertThat(lines(world.of(one).get(2)))
                .containsExactly(
                        "FEE 1 0.00", "USAGE 0 0.00", "ADJUSTMENT 2 2.00", "ADJUSTMENT 4 4.00");
        bill("2026-05-01");
        assertThat(total(one)).isEqualByComparingTo("7");
    }

    @Test
    void what_is_taken_back_late_becomes_balance_and_pays_the_next_invoice() {
        Subscription one = world.subscribe(world.hybrid("0", "1"));
        world.at("2026-01-20T00:00:00Z");
        UUID wrong = world.call(one.customerId(), "2026-01-20T00:00:00Z", "50");
        bill("2026-02-01");
        world.at("2026-02-10T00:00:00Z");
        world.corrections.deprecate(OWNER, wrong, "sent twice");
        world.call(one.customerId(), "2026-02-10T00:00:00Z", "20");
        bill("2026-03-01");
        Invoice second = world.of(one).get(1);
        assertThat(lines(second))
                .containsExactly("FEE 1 0.00", "USAGE 20 20.00", "ADJUSTMENT -50 -50.00");
        assertThat(second.amounts().total()).isEqualByComparingTo("-30");
        assertThat(second.amounts().due()).isEqualByComparingTo("0");
        assertThat(second.status()).isEqualTo(InvoiceStatus.PAID);
        world.at("2026-03-10T00:00:00Z");
        world.call(one.customerId(), "2026-03-10T00:00:00Z", "45");
        bill("2026-04-01");
        Invoice third = world.of(one).get(2);
        assertThat(third.amounts().creditApplied()).isEqualByComparingTo("30");
        assertThat(third.amounts().due()).isEqualByComparingTo("15");
    }

    @Test
    void an_amended_event_is_adjusted_by_the_difference() {
        Subscription one = world.subscribe(world.hybrid("0", "1"));
        world.at("2026-01-20T00:00:00Z");
        UUID event = world.call(one.customerId(), "2026-01-20T00:00:00Z", "50");
        bill("2026-02-01");
        world.at("2026-02-10T00:00:00Z");
        world.corrections.amend(
                OWNER,
                event,
                new Amendment(
                        Map.of("n", new PropertyValue.Decimal(BigDecimal.valueOf(53))),
                        null,
                        null));
        bill("2026-03-01");
        assertThat(lines(world.of(one).get(1)))
                .containsExactly("FEE 1 0.00", "USAGE 0 0.00", "ADJUSTMENT 3 3.00");
    }

    @Test
    void a_deleted_draft_gives_its_late_periods_back() {
        Subscription one = world.subscribe(world.hybrid("0", "1"));
        bill("2026-02-01");
        world.at("2026-02-02T00:00:00Z");
        world.call(one.customerId(), "2026-01-31T00:00:00Z", "9");
        world.runAll("2026-03-01T00:00:00Z");
        world.invoices.delete(OWNER, world.of(one).get(1).id(), AUTHOR);
        assertThat(world.of(one)).hasSize(1);
        bill("2026-04-01");
        assertThat(lines(world.of(one).get(1)))
                .containsExactly("FEE 1 0.00", "USAGE 0 0.00", "ADJUSTMENT 9 9.00");
    }

    @Test
    void a_subscription_that_has_ended_gets_late_invoices() {
        Subscription one = world.subscribe(world.hybrid("0", "1"));
        world.plans.subscriptions.cancelAtPeriodEnd(one.id(), null, AUTHOR);
        bill("2026-02-01");
        world.at("2026-02-02T00:00:00Z");
        world.call(one.customerId(), "2026-01-31T00:00:00Z", "9");
        bill("2026-02-03");
        world.at("2026-02-04T00:00:00Z");
        world.call(one.customerId(), "2026-01-31T00:00:00Z", "1");
        bill("2026-02-05");
        bill("2026-02-06");
        assertThat(world.of(one))
                .extracting(invoice -> invoice.subject().reason() + " " + lines(invoice))
                .containsExactly(
                        "PERIOD [FEE 1 0.00, USAGE 0 0.00]",
                        "LATE [ADJUSTMENT 9 9.00]",
                        "LATE [ADJUSTMENT 1 1.00]");
    }

    @Test
    void a_void_invoice_is_forgiven_and_what_comes_later_is_billed() {
        Subscription one = world.subscribe(world.hybrid("0", "1"));
        world.at("2026-01-20T00:00:00Z");
        world.call(one.customerId(), "2026-01-20T00:00:00Z", "50");
        bill("2026-02-01");
        world.invoices.makeVoid(OWNER, world.of(one).getFirst().id(), null, AUTHOR);
        world.at("2026-02-02T00:00:00Z");
        world.call(one.customerId(), "2026-01-31T00:00:00Z", "9");
        bill("2026-03-01");
        assertThat(lines(world.of(one).get(1))).contains("ADJUSTMENT 9 9.00");
    }

    @Test
    void late_events_of_a_group_that_was_not_there_and_of_one_that_is_gone() {
        BillingPlan plan = world.plans.empty("By region", "month");
        world.plans.addUsage(
                plan,
                world.calls.id(),
                new ChargePricing(
                        new DimensionPrices(
                                List.of(
                                        new DimensionPrices.Case(
                                                Map.of("region", "eu"),
                                                new Price.PerUnit(BigDecimal.TWO))),
                                Optional.of(new Price.PerUnit(BigDecimal.ONE))),
                        IncludedUnits.NONE,
                        SpendBounds.NONE));
        Subscription one = world.subscribe(plan);
        world.at("2026-01-20T00:00:00Z");
        UUID wrong = world.call(one.customerId(), "2026-01-20T00:00:00Z", "5", "eu");
        bill("2026-02-01");
        world.at("2026-02-02T00:00:00Z");
        world.corrections.deprecate(OWNER, wrong, null);
        world.call(one.customerId(), "2026-01-20T00:00:00Z", "7", "us");
        bill("2026-03-01");
        assertThat(lines(world.of(one).get(1)))
                .containsExactlyInAnyOrder("ADJUSTMENT 7 7.00", "ADJUSTMENT -5 -10.00");
    }

    /** A day's run, and the one an hour later. */
    private void bill(String day) {
        world.runAll(day + "T00:00:00Z");
        world.runAll(day + "T01:00:00Z");
    }

    private BigDecimal total(Subscription subscription) {
        return world.of(subscription).stream()
                .map(invoice -> invoice.amounts().total())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
