package io.fluxrouter.core.purchase;

import io.fluxrouter.core.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What is given for a price.
 *
 * <p>Only money that came in can go back, so no more of the credit is {@link #paid} than the price:
 * the rest is a gift, as the bonus is. Where the price is above the credit, the difference is the
 * operator's {@link #fee}.
 *
 * @param price in whole cents, above zero
 * @param credit above zero
 * @param bonus zero or more, given on top
 * @param expiresAfterDays how long both can be spent; null for ever
 */
public record CreditOffer(
        Money price, Money credit, Money bonus, @Nullable Integer expiresAfterDays) {

    public CreditOffer {
        if (!price.isPositive() || !credit.isPositive() || bonus.isNegative()) {
            throw new IllegalArgumentException(
                    "an offer of " + credit + " and " + bonus + " for " + price);
        }
        price.cents();
        if (expiresAfterDays != null && expiresAfterDays < 1) {
            throw new IllegalArgumentException("expires after " + expiresAfterDays + " days");
        }
    }

    /** As much credit as money, and nothing on top. */
    public static CreditOffer plain(Money price) {
        return new CreditOffer(price, price, Money.ZERO, null);
    }

    /** The part of the credit that was bought. */
    public Money paid() {
        return price.min(credit);
    }

    /** The part that was given: the bonus, and credit beyond the price. */
    public Money given() {
        return credit.minus(paid()).plus(bonus);
    }

    /** What the operator keeps of the price from the beginning. */
    public Money fee() {
        return price.minus(paid());
    }
}
