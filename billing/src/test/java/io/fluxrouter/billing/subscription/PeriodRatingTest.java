package io.fluxrouter.billing.subscription;

import static io.fluxrouter.billing.subscription.PlanWorld.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.subscription.Quantities.DimensionTotal;
import io.fluxrouter.core.rating.DimensionPrices;
import io.fluxrouter.core.rating.IncludedUnits;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.SpendBounds;
import io.fluxrouter.core.rating.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The preview of a running period, from quantities that are given. */
class PeriodRatingTest {
    private final PlanWorld world = new PlanWorld("2026-03-01T00:00:00Z");
    private final UUID meter = PlanWorld.METER;

    @Test
    void the_example_of_the_reference_costs_82_45() {
        BillingPlan plan = world.empty("API", "month");
        world.addUsage(plan, meter, ChargePricing.perUnit("0.001"));
        assertThat(lines(world.subscribe(plan), "82450")).containsExactly("USAGE 82450 82.45");
    }

    @Test
    void fees_stand_before_usage_and_the_subtotal_is_the_sum_of_rounded_lines() {
        BillingPlan plan = world.empty("Hybrid", "month");
        world.addFee(plan, "49");
        world.addUsage(plan, meter, ChargePricing.perUnit("0.0005"));
        Subscription one = world.subscribe(plan);
        PeriodTerms terms = world.terms(one.id(), 1);
        List<RatedLine> lines = PeriodRating.lines(terms, of("1011"));
        assertThat(lines)
                .extracting(line -> line.amount().toPlainString())
                .containsExactly("49.00", "0.51");
        assertThat(PeriodRating.subtotal(terms, lines)).isEqualTo("49.51");
    }

    @Test
    void included_units_are_free_and_a_minimum_is_a_line_of_its_own() {
        BillingPlan plan = world.empty("API", "month");
        world.addUsage(
                plan,
                meter,
                new ChargePricing(
                        DimensionPrices.same(new Price.PerUnit(new BigDecimal("0.01"))),
                        new IncludedUnits(new BigDecimal("1000")),
                        new SpendBounds(new BigDecimal("5"), null)));
        Subscription one = world.subscribe(plan);
        assertThat(lines(one, "1100")).containsExactly("USAGE 1100 1.00", "MINIMUM 1 4.00");
        assertThat(lines(one, "5000")).containsExactly("USAGE 5000 40.00");
    }

    @Test
    void each_dimension_has_its_price() {
        BillingPlan plan = world.empty("API", "month");
        world.addUsage(
                plan,
                meter,
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
        Quantities given =
                (customer, asked, span, dimensions) -> {
                    assertThat(dimensions).containsExactly("region");
                    return List.of(total("eu", 3), total("us", 4));
                };
        assertThat(text(PeriodRating.lines(world.terms(one.id(), 1), given)))
                .containsExactly("USAGE 3 6.00", "USAGE 4 4.00");
    }

    @Test
    void usage_is_rated_by_the_version_in_force_when_it_was_counted() {
        BillingPlan cheap = world.empty("Cheap", "month");
        world.addUsage(cheap, meter, ChargePricing.perUnit("1"));
        BillingPlan dear = world.empty("Dear", "month");
        world.addUsage(dear, meter, ChargePricing.perUnit("3"));
        Subscription one = world.subscribe(cheap);
        world.clock.set("2026-03-15T10:00:00Z");
        world.subscriptions.changePlan(one.id(), dear.id(), OPERATOR);
        PeriodTerms terms = world.terms(one.id(), 1);
        Quantities given =
                (customer, asked, span, dimensions) ->
                        List.of(
                                new DimensionTotal(
                                        Map.of(),
                                        Usage.of(
                                                new BigDecimal(
                                                        span.end().equals(world.clock.instant())
                                                                ? 10
                                                                : 20))));
        List<RatedLine> lines = PeriodRating.lines(terms, given);
        assertThat(text(lines)).containsExactly("USAGE 10 10.00", "USAGE 20 60.00");
        assertThat(lines.getFirst().service().end()).isEqualTo(lines.getLast().service().start());
    }

    @Test
    void a_part_of_the_period_includes_its_share_of_the_units() {
        BillingPlan plan = world.empty("API", "month");
        world.addUsage(
                plan,
                meter,
                new ChargePricing(
                        DimensionPrices.same(new Price.PerUnit(BigDecimal.ONE)),
                        new IncludedUnits(new BigDecimal("3100")),
                        SpendBounds.NONE));
        Subscription one = world.subscribe(plan);
        world.clock.set("2026-03-11T00:00:00Z");
        world.subscriptions.cancel(one.id(), null, OPERATOR);
        assertThat(lines(one, "1005")).containsExactly("USAGE 1005 5.00");
    }

    @Test
    void a_trial_has_no_lines() {
        BillingPlan plan = world.empty("API", "month");
        world.addUsage(plan, meter, ChargePricing.perUnit("1"));
        Subscription one =
                world.subscribe(
                        NewSubscription.of(world.customer(), plan.id())
                                .withTrialUntil(world.clock.instant().plusSeconds(86_400)));
        assertThat(lines(one, "1000")).isEmpty();
    }

    private List<String> lines(Subscription subscription, String quantity) {
        PeriodTerms terms = world.terms(subscription.id(), subscription.period().number());
        return text(PeriodRating.lines(terms, of(quantity)));
    }

    private static List<String> text(List<RatedLine> lines) {
        return lines.stream()
                .map(
                        line ->
                                line.kind()
                                        + " "
                                        + line.quantity().toPlainString()
                                        + " "
                                        + line.amount().toPlainString())
                .toList();
    }

    private Quantities of(String quantity) {
        return (customer, asked, span, dimensions) -> {
            assertThat(asked).isEqualTo(meter);
            return List.of(new DimensionTotal(Map.of(), Usage.of(new BigDecimal(quantity))));
        };
    }

    private static DimensionTotal total(String region, int quantity) {
        return new DimensionTotal(Map.of("region", region), Usage.of(BigDecimal.valueOf(quantity)));
    }
}
