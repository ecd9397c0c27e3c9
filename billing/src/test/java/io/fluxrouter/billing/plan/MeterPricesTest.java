package io.fluxrouter.billing.plan;

import static io.fluxrouter.billing.subscription.PlanWorld.METER;
import static io.fluxrouter.billing.subscription.PlanWorld.OPERATOR;
import static io.fluxrouter.billing.subscription.PlanWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.meter.FeatureChange;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.subscription.PlanWorld;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.Rater;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The usage_pricing_rules of the reference's example: 0.002 to 1,000, 0.001 to 10,000, 0.0005. */
class MeterPricesTest {
    private static final String RULES =
            """
            [{"from": 0, "to": 1000, "unit_price": 0.002},
             {"from": 1001, "to": 10000, "unit_price": 0.001},
             {"from": 10001, "to": null, "unit_price": 0.0005}]""";
    private static final String DEARER = "[{\"from\": 0, \"unit_price\": 0.01}]";

    private final PlanWorld world = new PlanWorld("2026-03-01T00:00:00Z");
    private final MeterBook meters = new MeterBook(world.jdbi, System::nanoTime);
    private final PricedFeatures features =
            new PricedFeatures(world.jdbi, meters, world.contents, world.clock);

    @Test
    void rules_are_kept_as_sent_and_are_graduated_unless_the_mode_says_volume() {
        price(RULES, null);
        MeterPrice kept = features.price(METER).orElseThrow();
        assertThat(kept.rules()).isEqualTo(json(RULES, null).get(MeterPrice.RULES));
        assertThat(amount(kept.price(), "12000")).isEqualByComparingTo("12");
        price(RULES, "volume");
        assertThat(amount(features.price(METER).orElseThrow().price(), "12000"))
                .isEqualByComparingTo("6");
    }

    @Test
    void wrong_rules_are_refused_by_path() {
        assertThat(refusal(() -> price("[{\"to\": 5}]", null)).param())
                .isEqualTo("usage_pricing_rules[0].unit_price");
        assertThat(refusal(() -> price(RULES, "steps")).param()).isEqualTo("usage_pricing_mode");
        assertThat(refusal(() -> price("[]", null)).param()).isEqualTo("usage_pricing_rules");
        assertThat(features.price(METER)).isEmpty();
    }

    @Test
    void a_change_makes_a_version_and_running_subscriptions_keep_their_price() {
        price(RULES, null);
        BillingPlan plan = world.empty("API", "month");
        follow(plan);
        Subscription running = world.subscribe(plan);
        price(DEARER, null);
        Subscription later = world.subscribe(plan);
        assertThat(running.plan().version()).isEqualTo(1);
        assertThat(later.plan().version()).isEqualTo(2);
        assertThat(cost(plan, 1)).isEqualByComparingTo("12");
        assertThat(cost(plan, 2)).isEqualByComparingTo("120");
        price(RULES, "volume");
        assertThat(cost(plan, 1)).isEqualByComparingTo("12");
        assertThat(cost(plan, 3)).isEqualByComparingTo("6");
    }

    @Test
    void a_charge_with_a_price_of_its_own_keeps_it() {
        price(RULES, null);
        BillingPlan plan = world.empty("API", "month");
        world.addUsage(plan, METER, ChargePricing.perUnit("0.5"));
        price(DEARER, null);
        assertThat(cost(plan, 1)).isEqualByComparingTo("6000");
    }

    @Test
    void a_price_that_is_taken_away_stays_with_the_charges_that_have_it() {
        price(RULES, null);
        BillingPlan plan = world.empty("API", "month");
        follow(plan);
        features.reprice(Organization.OPERATOR, PlanWorld.FEATURE, nothing(), null, OPERATOR);
        assertThat(features.price(METER)).isEmpty();
        assertThat(cost(plan, 1)).isEqualByComparingTo("12");
    }

    /** As a call does that sends a charge without a price. */
    private void follow(BillingPlan plan) {
        Optional<Price> standard = features.price(METER).map(MeterPrice::price);
        ObjectNode none = new JsonMapper().createObjectNode();
        world.contents.addCharge(
                plan.id(),
                new NewCharge(
                        ChargeType.USAGE,
                        "Calls",
                        METER,
                        null,
                        PricingJson.read(none, standard),
                        true),
                OPERATOR);
    }

    private void price(String rules, @Nullable String mode) {
        MeterPrice price = MeterPrice.read(json(rules, mode));
        features.reprice(Organization.OPERATOR, PlanWorld.FEATURE, nothing(), price, OPERATOR);
    }

    private static FeatureChange nothing() {
        return new FeatureChange(Change.kept(), Change.kept(), null);
    }

    private static ObjectNode json(String rules, @Nullable String mode) {
        JsonMapper mapper =
                JsonMapper.builder()
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .build();
        ObjectNode sent = mapper.createObjectNode();
        sent.set(MeterPrice.RULES, mapper.readTree(rules));
        sent.put(MeterPrice.MODE, mode);
        return sent;
    }

    private BigDecimal cost(BillingPlan plan, int version) {
        List<Charge> charges = world.plans.offer(plan.id(), version).charges();
        assertThat(charges).hasSize(1);
        return amount(charges.getFirst().pricing().prices().priceOf(Map.of()), "12000");
    }

    private static BigDecimal amount(Price price, String units) {
        return Rater.rate(price, new BigDecimal(units)).amount();
    }
}
