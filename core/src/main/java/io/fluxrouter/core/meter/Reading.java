package io.fluxrouter.core.meter;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What one event says to one meter.
 *
 * @param occurredAt when the event happened
 * @param arrival the place of the event in the order in which events were stored; no two events
 *     share one
 * @param number the property's digits as they were sent; one, where the meter reads no number
 * @param text the property as text, which is what UNIQUE_COUNT tells apart; empty where the meter
 *     reads none
 */
public record Reading(Instant occurredAt, long arrival, BigDecimal number, String text) {

    public static Reading of(Instant occurredAt, long arrival, BigDecimal number) {
        return new Reading(occurredAt, arrival, number, "");
    }

    public static Reading of(Instant occurredAt, long arrival, String text) {
        return new Reading(occurredAt, arrival, BigDecimal.ONE, text);
    }
}
