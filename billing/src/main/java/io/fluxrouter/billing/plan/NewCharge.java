package io.fluxrouter.billing.plan;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A charge to be added to a plan, as asked for; its pricing is checked, the rest is not yet.
 *
 * @param pricedByMeter whether the price is the meter's, which it follows from then on
 */
public record NewCharge(
        @Nullable ChargeType type,
        @Nullable String displayName,
        @Nullable UUID meterId,
        @Nullable BigDecimal quantity,
        ChargePricing pricing,
        boolean pricedByMeter) {

    /** One with a price of its own. */
    public NewCharge(
            @Nullable ChargeType type,
            @Nullable String displayName,
            @Nullable UUID meterId,
            @Nullable BigDecimal quantity,
            ChargePricing pricing) {
        this(type, displayName, meterId, quantity, pricing, false);
    }

    public static NewCharge fixed(String name, ChargePricing pricing) {
        return new NewCharge(ChargeType.FIXED, name, null, null, pricing);
    }

    public static NewCharge usage(String name, UUID meterId, ChargePricing pricing) {
        return new NewCharge(ChargeType.USAGE, name, meterId, null, pricing);
    }
}
