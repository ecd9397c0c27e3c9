package io.fluxrouter.billing.plan;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A charge to be added to a plan, as asked for; its pricing is checked, the rest is not yet. */
public record NewCharge(
        @Nullable ChargeType type,
        @Nullable String displayName,
        @Nullable UUID meterId,
        @Nullable BigDecimal quantity,
        ChargePricing pricing) {

    public static NewCharge fixed(String name, ChargePricing pricing) {
        return new NewCharge(ChargeType.FIXED, name, null, null, pricing);
    }

    public static NewCharge usage(String name, UUID meterId, ChargePricing pricing) {
        return new NewCharge(ChargeType.USAGE, name, meterId, null, pricing);
    }
}
