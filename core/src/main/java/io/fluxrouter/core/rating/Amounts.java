package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Checks of amounts that the records of this package share. */
final class Amounts {

    private Amounts() {}

    static void notNegative(String what, @Nullable BigDecimal amount) {
        if (amount != null && amount.signum() < 0) {
            throw new IllegalArgumentException(what + " must not be negative: " + amount);
        }
    }

    static BigDecimal zeroIfNegative(BigDecimal amount) {
        return amount.signum() < 0 ? BigDecimal.ZERO : amount;
    }
}
