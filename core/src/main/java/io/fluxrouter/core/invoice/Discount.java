package io.fluxrouter.core.invoice;

import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;

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
     * What is taken off, rounded and not above the amount (Flexprice). Nothing is taken off an
     * amount below zero: that is money for the customer.
     */
    default BigDecimal off(BigDecimal amount, Rounding rounding) {
        BigDecimal off =
                switch (this) {
                    case Percent(var percent) -> rounding.percentOf(percent, amount);
                    case Fixed(var fixed) -> rounding.round(fixed);
                };
        return off.min(amount).max(rounding.round(BigDecimal.ZERO));
    }

    private static void refuseNegative(BigDecimal off) {
        if (off.signum() < 0) throw new IllegalArgumentException("a discount of " + off);
    }
}
