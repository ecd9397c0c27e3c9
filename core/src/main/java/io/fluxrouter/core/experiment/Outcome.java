package io.fluxrouter.core.experiment;

import io.fluxrouter.core.money.Money;

/**
 * What some requests cost before a change and after it.
 *
 * @param before what customers paid
 * @param after what they would have paid
 * @param providerCost what the operator paid, which stays
 */
public record Outcome(long requests, Money before, Money after, Money providerCost) {
    public static final Outcome NOTHING = new Outcome(0, Money.ZERO, Money.ZERO, Money.ZERO);

    Outcome plus(Outcome other) {
        return new Outcome(
                requests + other.requests,
                before.plus(other.before),
                after.plus(other.after),
                providerCost.plus(other.providerCost));
    }

    /** Above zero where customers would have paid more. */
    public Money change() {
        return after.minus(before);
    }

    public Money marginBefore() {
        return before.minus(providerCost);
    }

    public Money marginAfter() {
        return after.minus(providerCost);
    }
}
