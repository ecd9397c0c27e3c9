package io.fluxrouter.billing.usage;

import io.fluxrouter.core.money.Money;

/**
 * Sums over some requests.
 *
 * @param failedRequests those a provider refused, cut off or did not answer
 * @param providerCost what the operator paid: not for the customer's eyes
 */
public record UsageTotals(
        long requests,
        long failedRequests,
        long promptTokens,
        long completionTokens,
        long cachedTokens,
        long reasoningTokens,
        Money cost,
        Money marketCost,
        Money providerCost) {
    public static final UsageTotals NOTHING =
            new UsageTotals(0, 0, 0, 0, 0, 0, Money.ZERO, Money.ZERO, Money.ZERO);

    /** Market cost less cost. Negative where the customer paid more than list price. */
    public Money saved() {
        return marketCost.minus(cost);
    }

    public UsageTotals plus(UsageTotals other) {
        return new UsageTotals(
                requests + other.requests,
                failedRequests + other.failedRequests,
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                cachedTokens + other.cachedTokens,
                reasoningTokens + other.reasoningTokens,
                cost.plus(other.cost),
                marketCost.plus(other.marketCost),
                providerCost.plus(other.providerCost));
    }
}
