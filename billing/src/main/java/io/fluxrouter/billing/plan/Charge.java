package io.fluxrouter.billing.plan;

import io.fluxrouter.core.rating.Rater;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A priced part of a plan, in its versions from {@code fromVersion} to just before {@code
 * untilVersion}. Its price never changes: another price is another charge.
 *
 * @param meterId what a USAGE charge counts; null for a FIXED one
 * @param quantity of a FIXED charge, such as seats
 * @param untilVersion null while it is ACTIVE; once set, it is INACTIVE for ever
 * @param replaces the charge whose price this one changed
 */
public record Charge(
        UUID id,
        UUID planId,
        ChargeType type,
        String displayName,
        @Nullable UUID meterId,
        BigDecimal quantity,
        ChargePricing pricing,
        int fromVersion,
        @Nullable Integer untilVersion,
        @Nullable UUID replaces,
        Instant createdAt) {

    public boolean active() {
        return untilVersion == null;
    }

    /** The charge that stands in its place from a version on. */
    Charge replacedBy(Function<Charge, ChargePricing> pricing, int version, Instant now) {
        return new Charge(
                UUID.randomUUID(),
                planId,
                type,
                displayName,
                meterId,
                quantity,
                pricing.apply(this),
                version,
                null,
                id,
                now);
    }

    /** What a FIXED charge costs for a whole period: exact, not rounded. */
    public BigDecimal fee() {
        return Rater.rate(pricing.prices().priceOf(Map.of()), quantity).amount();
    }

    /** The meter of a USAGE charge. */
    public UUID requireMeter() {
        if (meterId == null) throw new IllegalStateException("charge " + id + " has no meter");
        return meterId;
    }
}
