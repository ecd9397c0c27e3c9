package io.fluxrouter.simulator.stripe.webhook;

import io.fluxrouter.simulator.stripe.fault.WebhookFault;
import io.fluxrouter.simulator.stripe.fault.WebhookFault.Delay;
import io.fluxrouter.simulator.stripe.fault.WebhookFault.Drop;
import io.fluxrouter.simulator.stripe.fault.WebhookFault.Duplicate;
import io.fluxrouter.simulator.stripe.fault.WebhookFault.OldTimestamp;
import io.fluxrouter.simulator.stripe.fault.WebhookFault.Truncate;
import io.fluxrouter.simulator.stripe.fault.WebhookFault.WrongSignature;
import java.util.List;

/**
 * An event on its way to one endpoint.
 *
 * @param attempt counts from 1; the faults are those of the first
 */
record Parcel(
        String eventId,
        String type,
        String url,
        String secret,
        String body,
        int attempt,
        List<WebhookFault> faults) {

    /** What is put on the wire. */
    record Letter(String signature, String body) {}

    Parcel again() {
        return new Parcel(eventId, type, url, secret, body, attempt + 1, List.of());
    }

    int copies() {
        return faults.stream()
                .mapToInt(fault -> fault instanceof Duplicate(int times) ? times : 1)
                .reduce(1, Math::multiplyExact);
    }

    int delayMillis() {
        return faults.stream()
                .mapToInt(fault -> fault instanceof Delay(int millis) ? millis : 0)
                .sum();
    }

    boolean dropped() {
        return faults.stream().anyMatch(Drop.class::isInstance);
    }

    /** Whether the first attempt is made to be refused. */
    boolean forged() {
        return faults.stream()
                .anyMatch(
                        fault ->
                                fault instanceof WrongSignature
                                        || fault instanceof OldTimestamp
                                        || fault instanceof Truncate);
    }

    Letter letter(long now) {
        String key = has(WrongSignature.class) ? secret + "_wrong" : secret;
        long signedAt =
                faults.stream()
                        .mapToLong(
                                fault -> fault instanceof OldTimestamp(int age) ? now - age : now)
                        .min()
                        .orElse(now);
        String sent = has(Truncate.class) ? body.substring(0, body.length() / 2) : body;
        return new Letter(Signature.header(key, signedAt, body), sent);
    }

    private boolean has(Class<? extends WebhookFault> kind) {
        return faults.stream().anyMatch(kind::isInstance);
    }
}
