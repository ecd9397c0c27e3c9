package io.fluxrouter.simulator.stripe.webhook;

/**
 * One attempt to deliver an event.
 *
 * @param attempt counts from 1
 * @param status what the receiver answered, or 0 where nothing came or nothing was sent
 */
public record Delivery(String eventId, String type, int attempt, int status) {
    public boolean taken() {
        return status >= 200 && status < 300;
    }
}
