package io.fluxrouter.core.credit;

import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Credits and the money they stand for. Money decides: it is rounded to the currency, and the
 * credits follow from it, so that the two never drift apart (Lago rounds the money too, but keeps
 * unrounded credits beside it; research 3.2 says not to).
 *
 * @param credits at most five decimals
 * @param money in the currency, rounded
 */
public record CreditValue(BigDecimal credits, BigDecimal money) {
    private static final int CREDIT_DIGITS = 5;

    /**
     * @param credits not negative
     * @param price what one credit costs, above zero; 1 where credits are money
     */
    public static CreditValue of(BigDecimal credits, BigDecimal price, Rounding rounding) {
        if (credits.signum() < 0) throw new IllegalArgumentException(credits + " credits");
        return ofMoney(rounding.round(credits.multiply(price)), price);
    }

    /** The part of this that a balance covers: a void takes what is there, not more. */
    public CreditValue atMost(BigDecimal balance, BigDecimal price) {
        return money.compareTo(balance) <= 0 ? this : ofMoney(balance, price);
    }

    private static CreditValue ofMoney(BigDecimal money, BigDecimal price) {
        if (price.signum() <= 0) throw new IllegalArgumentException("credits at " + price);
        return new CreditValue(money.divide(price, CREDIT_DIGITS, RoundingMode.HALF_UP), money);
    }
}
