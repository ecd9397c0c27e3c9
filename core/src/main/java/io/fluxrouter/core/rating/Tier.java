package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A step of a tiered price.
 *
 * @param upTo the last quantity inside the tier, or null where it is open. Fractions continue: the
 *     tier after one that ends at 1,000 begins right behind 1,000, not at 1,001 (billing.md 3.3)
 * @param unitPrice what a unit inside the tier costs
 * @param flatFee due once the tier is entered
 */
public record Tier(@Nullable BigDecimal upTo, BigDecimal unitPrice, BigDecimal flatFee) {
    public Tier {
        Amounts.notNegative("unit price", unitPrice);
        Amounts.notNegative("flat fee", flatFee);
    }

    boolean contains(BigDecimal quantity) {
        return upTo == null || quantity.compareTo(upTo) <= 0;
    }
}
