package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.plan.Offer;
import java.util.UUID;

/** A version of a plan, by name only. */
public record PlanRef(UUID planId, int version) {
    static PlanRef of(Offer offer) {
        return new PlanRef(offer.plan().id(), offer.version());
    }
}
