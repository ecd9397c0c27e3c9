package io.fluxrouter.billing.plan;

import io.fluxrouter.core.entitlement.Entitlement;
import io.fluxrouter.core.entitlement.ResetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a plan permits of a feature, in its versions from {@code fromVersion} to just before {@code
 * untilVersion}.
 */
public record PlanEntitlement(
        UUID id,
        UUID planId,
        UUID featureId,
        Permission permission,
        int fromVersion,
        @Nullable Integer untilVersion,
        Instant createdAt) {

    /**
     * How much of a feature is permitted (REFERENCE 2.2, {@code POST /plans/{id}/features}).
     *
     * @param limit null for no limit
     * @param soft use above the limit is overage, not refused
     * @param resets null where nothing is counted
     * @param staticValue the text of a custom feature
     */
    public record Permission(
            boolean enabled,
            @Nullable BigDecimal limit,
            boolean soft,
            @Nullable ResetPeriod resets,
            @Nullable String staticValue) {

        public static Permission on() {
            return new Permission(true, null, false, null, null);
        }

        public static Permission upTo(String limit, boolean soft, ResetPeriod resets) {
            return new Permission(true, new BigDecimal(limit), soft, resets, null);
        }

        /** As the rule that judges uses understands it. */
        public Entitlement of(String feature) {
            if (staticValue != null) return new Entitlement.Custom(feature, enabled, staticValue);
            if (resets == null) return new Entitlement.Switch(feature, enabled);
            return new Entitlement.Metered(feature, enabled, limit, soft, resets);
        }
    }
}
