package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.purchase.CreditOffer;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the operator says about a package, as it was sent. Bounds of the price are Stripe's.
 *
 * @param credit as much as the price where it is left out
 */
public record PackageTerms(
        String name,
        @Nullable BigDecimal price,
        @Nullable BigDecimal credit,
        @Nullable BigDecimal bonus,
        @Nullable Integer expiresAfterDays,
        boolean active) {
    /** Stripe charges nothing smaller in dollars. */
    static final Money LEAST = Money.usd("0.50");

    static final Money MOST = Money.usd("999999.99");
    private static final int MOST_DAYS = 3_650;

    /** Throws an {@link io.fluxrouter.core.refusal.ApiError} that names the field. */
    CreditOffer offer() {
        Fields.text(name, "name");
        Money money = price(price, "price_usd");
        Money given = amount(bonus, "bonus_usd", Money.ZERO);
        Money bought = amount(credit, "credit_usd", money);
        if (!bought.isPositive()) {
            throw Fields.invalid("credit_usd must be above 0.", "credit_usd");
        }
        Integer days = expiresAfterDays;
        if (days != null && (days < 1 || days > MOST_DAYS)) {
            throw Fields.invalid(
                    "expires_after_days must be from 1 to " + MOST_DAYS + ".",
                    "expires_after_days");
        }
        return new CreditOffer(money, bought, given, days);
    }

    /** Whole cents that a card can be charged. */
    static Money price(@Nullable BigDecimal value, String param) {
        Money money = Fields.dollars(value, MOST, param);
        if (money == null
                || money.compareTo(LEAST) < 0
                || money.toBigDecimal().stripTrailingZeros().scale() > 2) {
            throw Fields.invalid(
                    param
                            + " must be whole cents, from "
                            + LEAST.toDecimal()
                            + " to "
                            + MOST.toDecimal()
                            + " dollars.",
                    param);
        }
        return money;
    }

    private static Money amount(@Nullable BigDecimal value, String param, Money standard) {
        Money money = Fields.dollars(value, MOST, param);
        return money == null ? standard : money;
    }
}
