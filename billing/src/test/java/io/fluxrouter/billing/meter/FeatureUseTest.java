package io.fluxrouter.billing.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.plan.PlanEntitlement.Permission;
import io.fluxrouter.billing.subscription.PlanWorld;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A feature that a plan needs stays, and the refusal says where it is needed. */
class FeatureUseTest {
    private final PlanWorld world = new PlanWorld("2026-01-01T00:00:00Z");
    private final Features features =
            new Features(world.jdbi, new MeterBook(world.jdbi, System::nanoTime), world.clock);

    @Test
    void a_meter_that_a_charge_counts_by_stays() {
        StoredFeature feature = create("meter");
        StoredMeter meter = feature.meter();
        BillingPlan plan = world.empty("Pro", "month");
        if (meter != null) world.addUsage(plan, meter.id(), ChargePricing.perUnit("1"));
        assertStays(feature.id(), "charge Calls of plan Pro");
    }

    @Test
    void a_feature_that_a_plan_entitles_to_stays() {
        StoredFeature feature = create("switch");
        BillingPlan plan = world.empty("Pro", "month");
        world.contents.entitle(plan.id(), feature.id(), Permission.on(), PlanWorld.OPERATOR);
        assertStays(feature.id(), "an entitlement of plan Pro");
    }

    @Test
    void one_that_nothing_needs_goes_with_its_meter() {
        StoredFeature feature = create("meter");
        features.delete(Organization.OPERATOR, feature.id());
        assertThat(features.find(Organization.OPERATOR, feature.id())).isEmpty();
    }

    private void assertStays(UUID id, String where) {
        ApiError refused = PlanWorld.refusal(() -> features.delete(Organization.OPERATOR, id));
        assertThat(refused.refusal()).isEqualTo(Refusal.CONFLICT);
        assertThat(refused.message()).contains(where);
        assertThat(features.find(Organization.OPERATOR, id)).isPresent();
    }

    private StoredFeature create(String kind) {
        NewMeter meter =
                new NewMeter(
                        "jobs", null, "COUNT", null, null, List.of(), List.of(), null, null, null);
        return features.create(
                Organization.OPERATOR,
                new NewFeature("Jobs", "jobs", kind, null, kind.equals("meter") ? meter : null));
    }
}
