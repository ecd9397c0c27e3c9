package io.fluxrouter.core.invoice;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What an invoice is lowered by before tax. It lowers to nothing at most, never below. */
public sealed interface Discount {
    /** A part of the amount; more than 100 takes it all. */
    record Percent(BigDecimal percentOff) implements Discount {
        public Percent {
            refuseNegative(percentOff);
        }
    }

    /** A sum of money; more than the amount takes it all. */
    record Fixed(BigDecimal amountOff) implements Discount {
        public Fixed {
            refuseNegative(amountOff);
        }
    }

    /**
     * What is taken off, rounded half up and not above the amount (Flexprice). Nothing is taken off
     * an amount below zero: that is money for the customer.
     */
    default BigDecimal off(BigDecimal amount, int digits) {
        BigDecimal exact =
                switch (this) {
                    case Percent(var percent) -> amount.multiply(percent).movePointLeft(2);
                    case Fixed(var fixed) -> fixed;
                };
        BigDecimal most = amount.max(BigDecimal.ZERO);
        return exact.setScale(digits, RoundingMode.HALF_UP)
                .min(most)
                .max(BigDecimal.ZERO)
                .setScale(digits, RoundingMode.DOWN);
    }

    private static void refuseNegative(BigDecimal off) {
        if (off.signum() < 0) throw new IllegalArgumentException("a discount of " + off);
    }
}
