package io.fluxrouter.simulator.stripe.fault;

/** One way in which an API request goes wrong. Written as {@code name} or {@code name=value}. */
public sealed interface ApiFault {
    /** {@code fail-before=500}: an error before anything happened; 429 is a rate limit. */
    record FailBefore(int status) implements ApiFault {}

    /**
     * {@code fail-after=500}: an error after the effect, which repeats under the same idempotency
     * key as Stripe's own 500 does.
     */
    record FailAfter(int status) implements ApiFault {}

    /** {@code cut-before}: the connection closes before anything happened. */
    record CutBefore() implements ApiFault {}

    /** {@code cut-after}: the connection closes after the effect, the answer unsent but kept. */
    record CutAfter() implements ApiFault {}

    /** {@code hold-before}: nothing happens and no answer comes; the connection stays open. */
    record HoldBefore() implements ApiFault {}

    /** {@code hold-after}: no answer after the effect; the connection stays open. */
    record HoldAfter() implements ApiFault {}

    /** {@code slow=200}: the answer comes after so many milliseconds; the effect is at once. */
    record Slow(int millis) implements ApiFault {}

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when it is not understood
     */
    static ApiFault parse(String text) {
        String name = text.replaceFirst("=.*", "");
        String value = text.contains("=") ? text.substring(name.length() + 1) : "";
        return switch (name) {
            case "fail-before" -> new FailBefore(number(value, 500));
            case "fail-after" -> new FailAfter(number(value, 500));
            case "cut-before" -> new CutBefore();
            case "cut-after" -> new CutAfter();
            case "hold-before" -> new HoldBefore();
            case "hold-after" -> new HoldAfter();
            case "slow" -> new Slow(number(value, 1000));
            default -> throw new IllegalArgumentException("unknown fault of a request: " + text);
        };
    }

    private static int number(String value, int standard) {
        return value.isEmpty() ? standard : Integer.parseInt(value);
    }
}
