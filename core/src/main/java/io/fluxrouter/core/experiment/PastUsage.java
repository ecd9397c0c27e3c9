package io.fluxrouter.core.experiment;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenUsage;
import java.util.UUID;

/**
 * A request that has been, as far as prices are concerned.
 *
 * @param cost what the customer paid for it
 * @param providerCost what the operator paid
 */
public record PastUsage(
        UUID customerId, String model, TokenUsage tokens, Money cost, Money providerCost) {}
