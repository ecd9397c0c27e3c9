package io.fluxrouter.billing.plan;

import io.fluxrouter.core.period.BillingInterval;
import io.fluxrouter.core.rating.Rounding;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A commercial offer. Type, interval and currency are what it is sold as, and stay: a yearly offer
 * is a second plan (REFERENCE 2.5).
 *
 * @param lookupId the operator's own name for it, one plan's at a time
 * @param active whether new subscriptions may choose it
 * @param version the one that new subscriptions get
 */
public record BillingPlan(
        UUID id,
        UUID organizationId,
        @Nullable String lookupId,
        String name,
        @Nullable String description,
        PlanType type,
        BillingInterval interval,
        String currency,
        int trialDays,
        boolean active,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    /** How a line of this plan is rounded. */
    public Rounding rounding() {
        return Rounding.toMinorUnit(currency);
    }
}
