package io.fluxrouter.core.meter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value that came with an event: what JSON can hold. Numbers keep the digits they were sent with.
 */
public sealed interface PropertyValue {

    /**
     * Digits before and behind the point that a quantity may have. More than any use has, and few
     * enough that "1e999999999" cannot fill the memory.
     */
    int DIGITS_MAX = 38;

    /** A decimal as JSON writes one, also with a plus sign: providers send numbers as text, too. */
    Pattern DECIMAL = Pattern.compile("[-+]?\\d{1,64}(\\.\\d{1,64})?([eE][-+]?\\d{1,3})?");

    record Text(String text) implements PropertyValue {}

    record Decimal(BigDecimal value) implements PropertyValue {}

    record Flag(boolean value) implements PropertyValue {}

    record Group(Map<String, PropertyValue> members) implements PropertyValue {
        public Group {
            members = Map.copyOf(members);
        }
    }

    record Sequence(List<PropertyValue> elements) implements PropertyValue {
        public Sequence {
            elements = List.copyOf(elements);
        }
    }

    /** JSON's null. */
    record Nothing() implements PropertyValue {}

    /** The value as a quantity: a number, or text that reads as one; empty for anything else. */
    default Optional<BigDecimal> asNumber() {
        return switch (this) {
            case Decimal(var value) -> Optional.of(value).filter(PropertyValue::isModest);
            case Text(var text) -> read(text);
            case Flag _, Group _, Sequence _, Nothing _ -> Optional.empty();
        };
    }

    /**
     * The value as text that can be told apart, filtered and grouped by. The number 42, the number
     * 42.0 and the text "42" are one value here; the text "42.0" is another. Empty text says
     * nothing, as does a list.
     */
    default Optional<String> asText() {
        return switch (this) {
            case Text(var text) -> Optional.of(text).filter(some -> !some.isEmpty());
            case Decimal(var value) ->
                    Optional.of(value).filter(PropertyValue::isModest).map(PropertyValue::plain);
            case Flag(var value) -> Optional.of(Boolean.toString(value));
            case Group _, Sequence _, Nothing _ -> Optional.empty();
        };
    }

    /** The one spelling of a number: no exponent, no trailing zeros. */
    static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /**
     * If a number has at most {@link #DIGITS_MAX} digits on either side of the point. Zero has none
     * before it, also where it is spelled 0e40.
     */
    static boolean isModest(BigDecimal number) {
        long scale = number.scale();
        if (number.signum() == 0) return scale <= DIGITS_MAX;
        return scale <= DIGITS_MAX && number.precision() - scale <= DIGITS_MAX;
    }

    private static Optional<BigDecimal> read(String text) {
        if (!DECIMAL.matcher(text).matches()) return Optional.empty();
        return Optional.of(new BigDecimal(text)).filter(PropertyValue::isModest);
    }
}
