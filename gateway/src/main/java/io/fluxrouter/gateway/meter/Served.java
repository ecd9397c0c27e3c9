package io.fluxrouter.gateway.meter;

import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.core.usage.Outcome;

/**
 * How an admitted request ended, as far as billing cares.
 *
 * @param estimated whether the tokens were counted here because the provider did not say
 */
public record Served(
        Model model, TokenUsage tokens, boolean estimated, Outcome outcome, int status) {

    /** The provider gave nothing to pay for. */
    public static Served nothing(Model model, Outcome outcome, int status) {
        return new Served(model, TokenUsage.NONE, false, outcome, status);
    }
}
