package io.fluxrouter.simulator.stripe.fault;

import java.util.Arrays;
import java.util.List;

/**
 * One way in which the delivery of an event goes wrong. Written as {@code name} or {@code
 * name=value}.
 */
public sealed interface WebhookFault {
    /** {@code duplicate=10}: the event is delivered so many times, at once. */
    record Duplicate(int times) implements WebhookFault {}

    /** {@code delay=200}: the event is delivered after so many milliseconds, others overtake it. */
    record Delay(int millis) implements WebhookFault {}

    /** {@code drop}: the event is never delivered. */
    record Drop() implements WebhookFault {}

    /** {@code wrong-signature}: signed with another secret. Never tried again. */
    record WrongSignature() implements WebhookFault {}

    /** {@code old-timestamp=301}: signed so many seconds ago. Never tried again. */
    record OldTimestamp(int seconds) implements WebhookFault {}

    /** {@code truncate}: the body is cut to its half after it was signed. Never tried again. */
    record Truncate() implements WebhookFault {}

    /**
     * Reads several, separated by commas; an empty text means none.
     *
     * @throws IllegalArgumentException when one is not understood
     */
    static List<WebhookFault> parse(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(WebhookFault::parseOne)
                .toList();
    }

    private static WebhookFault parseOne(String text) {
        String name = text.replaceFirst("=.*", "");
        String value = text.contains("=") ? text.substring(name.length() + 1) : "";
        return switch (name) {
            case "duplicate" -> new Duplicate(number(value, 2));
            case "delay" -> new Delay(number(value, 200));
            case "drop" -> new Drop();
            case "wrong-signature" -> new WrongSignature();
            case "old-timestamp" -> new OldTimestamp(number(value, 301));
            case "truncate" -> new Truncate();
            default -> throw new IllegalArgumentException("unknown fault of a webhook: " + text);
        };
    }

    private static int number(String value, int standard) {
        return value.isEmpty() ? standard : Integer.parseInt(value);
    }
}
