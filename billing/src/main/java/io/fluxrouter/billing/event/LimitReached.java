package io.fluxrouter.billing.event;

import java.math.BigDecimal;

/**
 * A hard limit that an event does not fit under.
 *
 * @param feature its key
 */
public record LimitReached(String feature, BigDecimal limit) {}
