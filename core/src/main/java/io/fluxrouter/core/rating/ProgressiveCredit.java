package io.fluxrouter.core.rating;

import java.math.BigDecimal;

/**
 * What the invoice at a period's end takes off because invoices at spending thresholds billed it
 * before, so that nothing is billed twice (billing.md 3.5). Never more than the fees themselves.
 */
public record ProgressiveCredit(BigDecimal fees, BigDecimal billedBefore) {
    public ProgressiveCredit {
        Amounts.notNegative("progressive invoice", billedBefore);
    }

    public BigDecimal credit() {
        return billedBefore.min(Amounts.zeroIfNegative(fees));
    }

    public BigDecimal total() {
        return fees.subtract(credit());
    }
}
