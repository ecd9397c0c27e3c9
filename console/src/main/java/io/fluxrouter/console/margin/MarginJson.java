package io.fluxrouter.console.margin;

import io.fluxrouter.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Figures that both calls answer with. */
final class MarginJson {
    private MarginJson() {}

    /** A part in percent, to two decimals; null of nothing. */
    static @Nullable BigDecimal percent(Money part, Money whole) {
        if (whole.isZero()) return null;
        return part.toBigDecimal()
                .movePointRight(2)
                .divide(whole.toBigDecimal(), 2, RoundingMode.HALF_UP);
    }
}
