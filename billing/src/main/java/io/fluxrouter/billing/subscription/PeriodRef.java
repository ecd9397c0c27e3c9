package io.fluxrouter.billing.subscription;

import java.util.UUID;

/**
 * A period of a subscription.
 *
 * @param number from 1 on
 */
public record PeriodRef(UUID subscriptionId, int number) {}
