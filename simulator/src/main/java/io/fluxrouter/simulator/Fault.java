package io.fluxrouter.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One way in which a reply departs from the ordinary. Written as {@code name} or {@code
 * name=value}; several are separated by commas: {@code slow=20,fail=503}.
 */
public sealed interface Fault {
    /** An error status with OpenAI's error body; 429 carries {@code retry-after}. */
    record Fail(int status) implements Fault {}

    /** No answer, ever; the connection stays open. */
    record Stall() implements Fault {}

    /** Silence after this many events of a stream, or after half of a plain body. */
    record StallAfter(int chunks) implements Fault {}

    /** The connection is closed before any header. */
    record Cut() implements Fault {}

    /** The connection is closed after this many events, or after half of a plain body. */
    record CutAfter(int chunks) implements Fault {}

    /** No usage at all, even where it was asked for. */
    record OmitUsage() implements Fault {}

    /** Usage is there and says zero tokens. */
    record ZeroUsage() implements Fault {}

    /** The same usage twice: a second usage event, or a repeated member of a plain body. */
    record DoubleUsage() implements Fault {}

    /** These counts are claimed, whatever was served. */
    record ClaimUsage(Usage claim) implements Fault {}

    /** This many completion tokens are made even where the request allows fewer. */
    record Overrun(int tokens) implements Fault {}

    /** Another model is reported than the one asked for. */
    record ReportModel(String model) implements Fault {}

    /** A body, or an event, that is not JSON. */
    record Garbage() implements Fault {}

    /** A well-formed reply whose text alone has this many bytes. */
    record Huge(long bytes) implements Fault {}

    /** This much longer until the first byte. */
    record Slow(long millis) implements Fault {}

    /** Exactly this many completion tokens, unless the request allows fewer. */
    record MakeTokens(int tokens) implements Fault {}

    /** No content-type header. */
    record NoContentType() implements Fault {}

    /**
     * Reads a list of faults; an empty text is the empty list, which is an ordinary reply.
     *
     * @throws IllegalArgumentException when a name or value is not understood
     */
    static List<Fault> parse(String text) {
        List<Fault> faults = new ArrayList<>();
        for (String part : text.strip().split(",", -1)) {
            if (!part.isBlank()) faults.add(parseOne(part.strip()));
        }
        return List.copyOf(faults);
    }

    private static Fault parseOne(String part) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        return switch (name) {
            case "fail" -> new Fail(between(value, 400, 599));
            case "stall" -> new Stall();
            case "stall-after" -> new StallAfter(between(value, 0, Integer.MAX_VALUE));
            case "cut" -> new Cut();
            case "cut-after" -> new CutAfter(between(value, 0, Integer.MAX_VALUE));
            case "omit-usage" -> new OmitUsage();
            case "zero-usage" -> new ZeroUsage();
            case "double-usage" -> new DoubleUsage();
            case "usage" -> new ClaimUsage(claim(value));
            case "overrun" -> new Overrun(between(value, 0, 1_000_000));
            case "model" -> new ReportModel(value);
            case "garbage" -> new Garbage();
            case "huge" -> new Huge(between(value, 0, Integer.MAX_VALUE));
            case "slow" -> new Slow(between(value, 0, Integer.MAX_VALUE));
            case "tokens" -> new MakeTokens(between(value, 0, 1_000_000));
            case "no-content-type" -> new NoContentType();
            default -> throw new IllegalArgumentException("unknown fault: " + part);
        };
    }

    private static int between(String value, int least, int most) {
        int number = Integer.parseInt(value);
        if (number < least || number > most) {
            throw new IllegalArgumentException(value + " is not in " + least + ".." + most);
        }
        return number;
    }

    private static Usage claim(String value) {
        String[] parts = value.split("/", -1);
        if (parts.length != 3) throw new IllegalArgumentException("usage=prompt/completion/cached");
        return new Usage(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), 0);
    }

    /** The first fault of this kind, if there is one. */
    static <T extends Fault> Optional<T> find(List<Fault> faults, Class<T> kind) {
        return faults.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    static boolean has(List<Fault> faults, Class<? extends Fault> kind) {
        return faults.stream().anyMatch(kind::isInstance);
    }
}
