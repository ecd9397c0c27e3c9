package io.fluxrouter.core.credit;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Credits and the money they stand for. Money decides: it is rounded half up to the currency, and
 * the credits follow from it, so that the two never drift apart (Lago rounds the money too, but
 * keeps unrounded credits beside it; research 3.2 says not to).
 *
 * @param credits at most five decimals
 * @param money in the currency, rounded
 */
public record WalletCredit(BigDecimal credits, BigDecimal money) {
    private static final int CREDIT_DIGITS = 5;

    /**
     * @param credits not negative
     * @param price what one credit costs, above zero; 1 where credits are money
     * @param digits decimals of the currency
     */
    public static WalletCredit of(BigDecimal credits, BigDecimal price, int digits) {
        if (credits.signum() < 0) throw new IllegalArgumentException(credits + " credits");
        return ofMoney(credits.multiply(price).setScale(digits, RoundingMode.HALF_UP), price);
    }

    /** The part of this that a balance covers: a void takes what is there, not more. */
    public WalletCredit atMost(BigDecimal balance, BigDecimal price) {
        return money.compareTo(balance) <= 0 ? this : ofMoney(balance, price);
    }

    private static WalletCredit ofMoney(BigDecimal money, BigDecimal price) {
        if (price.signum() <= 0) throw new IllegalArgumentException("credits at " + price);
        return new WalletCredit(money.divide(price, CREDIT_DIGITS, RoundingMode.HALF_UP), money);
    }
}
