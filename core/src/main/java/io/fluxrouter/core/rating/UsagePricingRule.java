package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code usage_pricing_rules} as an operator writes it: "1,001-10,000 at $0.001"
 * (REFERENCE 2.4). The line after "0-1,000" may begin at 1,000 or at 1,001; both mean right behind
 * 1,000, so a fraction between them has a price.
 *
 * @param from the first quantity, 0 or 1 in the first line
 * @param to the last quantity, or null for "10,001+"
 */
public record UsagePricingRule(
        BigDecimal from, @Nullable BigDecimal to, BigDecimal unitPrice, BigDecimal flatFee) {

    /** The tiers that the lines mean; refuses a gap, an overlap and a wrong order by line. */
    public static List<Tier> tiers(List<UsagePricingRule> rules) {
        List<Tier> tiers = new ArrayList<>();
        BigDecimal end = BigDecimal.ZERO;
        for (UsagePricingRule rule : rules) {
            refuseGapOrOverlap(tiers.size() + 1, end, rule.from());
            tiers.add(new Tier(rule.to(), rule.unitPrice(), rule.flatFee()));
            end = rule.to() == null ? end : rule.to();
        }
        return tiers;
    }

    private static void refuseGapOrOverlap(int line, BigDecimal end, BigDecimal from) {
        if (from.compareTo(end) < 0) {
            throw new IllegalArgumentException(
                    "rule %d overlaps the one before: begins at %s, the other ends at %s"
                            .formatted(line, from.toPlainString(), end.toPlainString()));
        }
        if (from.compareTo(end) > 0 && from.compareTo(end.add(BigDecimal.ONE)) != 0) {
            throw new IllegalArgumentException(
                    "rule %d leaves a gap: begins at %s, the one before ends at %s"
                            .formatted(line, from.toPlainString(), end.toPlainString()));
        }
    }
}
