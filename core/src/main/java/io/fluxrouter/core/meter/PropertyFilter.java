package io.fluxrouter.core.meter;

import java.math.BigDecimal;
import java.util.Set;

/** A condition on one property. A meter counts the events that meet all of its filters. */
public sealed interface PropertyFilter {

    String property();

    /** The property is one of these texts. An event without the property does not pass. */
    record OneOf(String property, Set<String> values) implements PropertyFilter {
        public OneOf {
            values = Set.copyOf(values);
        }
    }

    /** The property is none of these texts. An event without the property passes. */
    record NoneOf(String property, Set<String> values) implements PropertyFilter {
        public NoneOf {
            values = Set.copyOf(values);
        }
    }

    /** The property is there, whatever it says. */
    record Present(String property) implements PropertyFilter {}

    /** The property is a number from {@code lowest} up. */
    record AtLeast(String property, BigDecimal lowest) implements PropertyFilter {}

    /** The property is a number below {@code bound}. */
    record Below(String property, BigDecimal bound) implements PropertyFilter {}

    default boolean admits(MeterEvent event) {
        return switch (this) {
            case OneOf(var property, var values) ->
                    event.text(property).filter(values::contains).isPresent();
            case NoneOf(var property, var values) ->
                    event.text(property).filter(values::contains).isEmpty();
            case Present(var property) -> event.text(property).isPresent();
            case AtLeast(var property, var lowest) ->
                    event.number(property).filter(n -> n.compareTo(lowest) >= 0).isPresent();
            case Below(var property, var bound) ->
                    event.number(property).filter(n -> n.compareTo(bound) < 0).isPresent();
        };
    }
}
