package io.fluxrouter.billing.plan;

import java.math.BigDecimal;
import java.util.List;

/** One version of a plan, whole: what a subscription is on. */
public record Offer(
        BillingPlan plan, int version, List<Charge> charges, List<PlanEntitlement> entitlements) {
    public Offer {
        charges = List.copyOf(charges);
        entitlements = List.copyOf(entitlements);
    }

    public List<Charge> fixedCharges() {
        return charges.stream().filter(charge -> charge.type() == ChargeType.FIXED).toList();
    }

    public List<Charge> usageCharges() {
        return charges.stream().filter(charge -> charge.type() == ChargeType.USAGE).toList();
    }

    /** What a whole period costs before usage, exact. */
    public BigDecimal fees() {
        return fixedCharges().stream().map(Charge::fee).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
