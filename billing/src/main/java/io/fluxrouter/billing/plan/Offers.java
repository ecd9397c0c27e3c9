package io.fluxrouter.billing.plan;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reads versions of plans within a transaction of the caller's. */
public final class Offers {
    private Offers() {}

    /** A version of a plan, also of a deleted one; NOT_FOUND where there is none. */
    public static Offer get(Handle handle, UUID planId, int version) {
        BillingPlan plan = PlanRows.find(handle, planId).orElseThrow(PlanRows::unknown);
        if (version < 1 || version > plan.version()) throw PlanRows.unknown();
        return of(handle, plan, version);
    }

    /** The newest version of a plan, which stays so until the transaction ends. */
    public static Optional<Offer> lockNewest(Handle tx, UUID planId) {
        return PlanRows.lockShared(tx, planId).map(plan -> of(tx, plan, plan.version()));
    }

    static Offer of(Handle handle, BillingPlan plan, int version) {
        return new Offer(
                plan,
                version,
                ChargeRows.of(handle, plan.id(), version),
                EntitlementRows.of(handle, plan.id(), version));
    }
}
