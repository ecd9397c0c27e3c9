package io.fluxrouter.core.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TiersTest {

    @Test
    void bounds_ascend() {
        refused("tier 2 must end above 10: 10", upTo("10"), upTo("10"), upTo(null));
        refused("tier 2 must end above 10: 9.99", upTo("10"), upTo("9.99"), upTo(null));
        refused("tier 1 must end above 0: 0", upTo("0"), upTo(null));
        refused("tier 1 must end above 0: -1", upTo("-1"), upTo(null));
    }

    @Test
    void only_the_last_may_be_open() {
        refused(
                "only the last tier may be open: tier 1 of 2 has no upper bound",
                upTo(null),
                upTo("10"));
        refused(
                "only the last tier may be open: tier 1 of 2 has no upper bound",
                upTo(null),
                upTo(null));
    }

    @Test
    void there_is_at_least_one() {
        refused("a tiered price needs at least one tier");
    }

    @Test
    void prices_and_fees_are_not_negative() {
        assertThatThrownBy(() -> new Tier(null, new BigDecimal("-1"), BigDecimal.ZERO))
                .hasMessage("unit price must not be negative: -1");
        assertThatThrownBy(() -> new Tier(null, BigDecimal.ZERO, new BigDecimal("-1")))
                .hasMessage("flat fee must not be negative: -1");
    }

    @Test
    void rules_may_begin_at_the_bound_before_or_one_behind_it() {
        assertThat(UsagePricingRule.tiers(List.of(rule("0", "1000"), rule("1001", null))))
                .isEqualTo(List.of(upTo("1000"), upTo(null)));
        assertThat(UsagePricingRule.tiers(List.of(rule("1", "0.5"), rule("0.5", null))))
                .isEqualTo(List.of(upTo("0.5"), upTo(null)));
    }

    @Test
    void rules_with_a_gap_or_an_overlap_are_refused() {
        assertThatThrownBy(() -> UsagePricingRule.tiers(List.of(rule("0", "10"), rule("12", null))))
                .hasMessage("rule 2 leaves a gap: begins at 12, the one before ends at 10");
        assertThatThrownBy(() -> UsagePricingRule.tiers(List.of(rule("0", "10"), rule("9", null))))
                .hasMessage("rule 2 overlaps the one before: begins at 9, the other ends at 10");
        assertThatThrownBy(() -> UsagePricingRule.tiers(List.of(rule("5", null))))
                .hasMessage("rule 1 leaves a gap: begins at 5, the one before ends at 0");
    }

    private static void refused(String message, Tier... tiers) {
        assertThatThrownBy(() -> Tiers.of(List.of(tiers)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Tier upTo(@Nullable String bound) {
        return new Tier(
                bound == null ? null : new BigDecimal(bound), BigDecimal.ONE, BigDecimal.ZERO);
    }

    private static UsagePricingRule rule(String from, @Nullable String to) {
        return new UsagePricingRule(
                new BigDecimal(from),
                to == null ? null : new BigDecimal(to),
                BigDecimal.ONE,
                BigDecimal.ZERO);
    }
}
