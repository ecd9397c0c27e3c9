package io.fluxrouter.billing.subscription;

import static io.fluxrouter.billing.subscription.PlanWorld.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.plan.ChargeType;
import io.fluxrouter.billing.plan.NewCharge;
import io.fluxrouter.billing.plan.NewPlan;
import io.fluxrouter.billing.plan.PlanType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden cases of proration, through the tables. */
class ProrationTest {
    private static final PlanWorld WORLD = new PlanWorld("2026-03-01T00:00:00Z");
    private static final Subscriptions SUBSCRIPTIONS = WORLD.subscriptions;

    @BeforeEach
    void setClock() {
        WORLD.clock.set("2026-03-01T00:00:00Z");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "fp-downgrade-2x50-1x30, 50, 2, 30, 1, -54.84, 16.45",
        "fp-qty-5-10, 10, 5, 10, 10, -27.42, 54.84",
        "fp-add-25, 0, 1, 25, 1, , 13.71",
        "upgrade, 10, 1, 20, 1, -5.48, 10.97"
    })
    void a_change_on_15_march_gives_and_takes_17_of_31_days(
            String name,
            String price,
            String quantity,
            String newPrice,
            String newQuantity,
            String credit,
            String charge) {
        BillingPlan from = seats(price, quantity);
        BillingPlan to = seats(newPrice, newQuantity);
        Subscription one = WORLD.subscribe(from);
        WORLD.clock.set("2026-03-15T10:00:00Z");
        Subscription moved = SUBSCRIPTIONS.changePlan(one.id(), to.id(), OPERATOR);
        List<String> expected = new ArrayList<>();
        if (credit != null) expected.add("unused " + credit);
        expected.add("remaining " + charge);
        List<String> lines = WORLD.pending(moved);
        assertThat(lines.subList(1, lines.size())).isEqualTo(expected);
        assertThat(moved.period()).isEqualTo(one.period());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "kb-annual-repair, year, USD, 2399.95, 2013-08-18, 2013-09-17, 2202.69",
        "kb-repair-483.83, month, USD, 599.95, 2012-05-01, 2012-05-07, 483.83",
        "lago-pror-credit-3of28, month, EUR, 50.00, 2023-02-01, 2023-02-26, 5.36"
    })
    void a_cancellation_gives_back_the_days_that_are_left(
            String name,
            String interval,
            String currency,
            String fee,
            String start,
            String end,
            String back) {
        WORLD.clock.set(start + "T00:00:00Z");
        Subscription one = WORLD.subscribe(costing(interval, currency, fee));
        WORLD.clock.set(end + "T12:00:00Z");
        Subscription ended = SUBSCRIPTIONS.cancel(one.id(), null, OPERATOR);
        assertThat(WORLD.pending(ended)).containsExactly("fee " + fee, "unused -" + back);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "kb-half-feb-2017, USD, 29.95, 2017-02-15, 2017-02-01, 14.98",
        "kb-new-23.19, USD, 29.95, 2012-05-08, 2012-05-01, 23.19",
        "lago-pror-11of31, EUR, 20.00, 2023-08-21, 2023-08-01, 7.10",
        "lago-pror-24of31, EUR, 50.00, 2023-01-08, 2023-01-01, 38.71",
        "lago-pror-trial-14of31, EUR, 100000.00, 2024-03-18, 2024-03-01, 45161.29"
    })
    void a_start_within_a_cycle_costs_the_days_that_are_left(
            String name, String currency, String fee, String start, String anchor, String amount) {
        WORLD.clock.set(start + "T00:00:00Z");
        BillingPlan plan = costing("month", currency, fee);
        Subscription one =
                WORLD.subscribe(
                        NewSubscription.of(WORLD.customer(), plan.id())
                                .anchoredAt(Instant.parse(anchor + "T00:00:00Z")));
        assertThat(WORLD.pending(one)).containsExactly("fee " + amount);
    }

    @Test
    void a_trial_of_ten_days_leaves_17_of_31_to_a_calendar_month() { // lago-pror-trial-17of31
        WORLD.clock.set("2024-03-05T00:00:00Z");
        BillingPlan plan = costing("month", "EUR", "50000");
        Subscription one =
                WORLD.subscribe(
                        NewSubscription.of(WORLD.customer(), plan.id())
                                .withTrialUntil(Instant.parse("2024-03-15T00:00:00Z"))
                                .anchoredAt(Instant.parse("2024-03-01T00:00:00Z")));
        WORLD.clock.set("2024-03-15T00:00:00Z");
        assertThat(WORLD.pending(SUBSCRIPTIONS.get(one.id()))).containsExactly("fee 27419.35");
    }

    @Test
    void another_interval_begins_a_period_of_its_own_and_is_charged_all_of_it() {
        Subscription one = WORLD.subscribe(costing("month", "USD", "29"));
        BillingPlan yearly = costing("year", "USD", "290");
        WORLD.clock.set("2026-03-15T10:00:00Z");
        Subscription moved = SUBSCRIPTIONS.changePlan(one.id(), yearly.id(), OPERATOR);
        assertThat(WORLD.pending(moved, 1)).containsExactly("fee 29.00", "unused -15.90");
        assertThat(WORLD.pending(moved, 2)).containsExactly("fee 290.00");
        assertThat(moved.period().span().start()).isEqualTo("2026-03-15T10:00:00Z");
        assertThat(moved.period().span().end()).isEqualTo("2027-03-15T10:00:00Z");
    }

    @Test
    void however_often_a_plan_is_changed_no_more_than_was_charged_comes_back() {
        BillingPlan cheap = seats("10", "1");
        BillingPlan dear = seats("100", "1");
        Subscription one = WORLD.subscribe(dear);
        for (int day = 2; day <= 30; day++) {
            WORLD.clock.set("2026-03-%02dT08:00:00Z".formatted(day));
            one = SUBSCRIPTIONS.changePlan(one.id(), (day % 2 == 0 ? cheap : dear).id(), OPERATOR);
        }
        BigDecimal net =
                SUBSCRIPTIONS.pendingLines(one.id(), 1).stream()
                        .map(PendingLine::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        // 1 day dear, 28 days by turns, 2 days cheap: 15 of 31 at 100 and 16 of 31 at 10, to the
        // cent.
        assertThat(net.subtract(new BigDecimal("53.55")).abs())
                .isLessThanOrEqualTo(new BigDecimal("0.29"));
    }

    @Test
    void a_change_at_the_end_of_the_period_costs_nothing_extra() {
        Subscription one = WORLD.subscribe(seats("100", "1"));
        BillingPlan cheap = seats("10", "1");
        Subscription planned = SUBSCRIPTIONS.changePlanAtPeriodEnd(one.id(), cheap.id(), OPERATOR);
        assertThat(WORLD.pending(planned)).containsExactly("fee 100.00");
        WORLD.clock.set("2026-04-01T00:00:00Z");
        Subscription moved = SUBSCRIPTIONS.get(one.id());
        assertThat(moved.plan().planId()).isEqualTo(cheap.id());
        assertThat(moved.next()).isNull();
        assertThat(WORLD.pending(moved, 1)).containsExactly("fee 100.00");
        assertThat(WORLD.pending(moved, 2)).containsExactly("fee 10.00");
    }

    private static BillingPlan seats(String price, String quantity) {
        BillingPlan plan = WORLD.empty("Seats at " + price, "month");
        WORLD.contents.addCharge(
                plan.id(),
                new NewCharge(
                        ChargeType.FIXED,
                        "Seats",
                        null,
                        new BigDecimal(quantity),
                        ChargePricing.perUnit(price)),
                OPERATOR);
        return plan;
    }

    private static BillingPlan costing(String interval, String currency, String fee) {
        return WORLD.costing(
                NewPlan.monthly("Plan", PlanType.FIXED).every(interval).in(currency), fee);
    }
}
