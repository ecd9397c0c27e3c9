package io.fluxrouter.core.usage;

import io.fluxrouter.core.catalog.ModelRates;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenUsage;

/**
 * The three figures of one request, never mixed: what the customer pays, the provider's list price
 * for the same tokens, and what the operator pays.
 */
public record Figures(Money cost, Money marketCost, Money providerCost) {
    public static final Figures NOTHING = new Figures(Money.ZERO, Money.ZERO, Money.ZERO);

    public static Figures of(ModelRates rates, TokenUsage usage) {
        return new Figures(
                rates.customer().cost(usage),
                rates.market().cost(usage),
                rates.provider().cost(usage));
    }

    /** Market cost less cost. Negative where the customer paid more than list price. */
    public Money saved() {
        return marketCost.minus(cost);
    }
}
