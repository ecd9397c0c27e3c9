package io.fluxrouter.core.meter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is counted, and how.
 *
 * @param eventName the events it listens to
 * @param property what it reads of them: a name or a path such as "usage.tokens"; empty for COUNT
 * @param unit what a quantity of one is called on an invoice; may be empty
 * @param filters all must admit an event for it to count
 * @param groupBy the properties by whose values totals are kept apart
 * @param window counts each window of time for itself and adds them up: "max per hour, summed";
 *     null for one quantity over the whole period
 * @param rounding of the quantity before it is priced
 */
public record Meter(
        String eventName,
        Aggregation aggregation,
        String property,
        String unit,
        List<PropertyFilter> filters,
        List<String> groupBy,
        @Nullable Window window,
        QuantityRounding rounding) {

    public Meter {
        if (eventName.isBlank()) throw new IllegalArgumentException("no event name");
        if (aggregation.readsProperty() == property.isBlank()) {
            throw new IllegalArgumentException(aggregation + " of property '" + property + "'");
        }
        if (window != null && aggregation == Aggregation.WEIGHTED_SUM) {
            throw new IllegalArgumentException("a mean over the period has no windows");
        }
        filters = List.copyOf(filters);
        groupBy = List.copyOf(groupBy);
    }

    /** A meter that counts events. */
    public static Meter count(String eventName) {
        return of(eventName, Aggregation.COUNT, "");
    }

    /** A meter without unit, filters, groups, windows or rounding. */
    public static Meter of(String eventName, Aggregation aggregation, String property) {
        return new Meter(
                eventName,
                aggregation,
                property,
                "",
                List.of(),
                List.of(),
                null,
                QuantityRounding.NONE);
    }

    public Meter filteredBy(PropertyFilter... all) {
        return new Meter(
                eventName, aggregation, property, unit, List.of(all), groupBy, window, rounding);
    }

    public Meter groupedBy(String... properties) {
        return new Meter(
                eventName,
                aggregation,
                property,
                unit,
                filters,
                List.of(properties),
                window,
                rounding);
    }

    public Meter perWindow(Window every) {
        return new Meter(eventName, aggregation, property, unit, filters, groupBy, every, rounding);
    }

    public Meter roundedBy(QuantityRounding rule) {
        return new Meter(eventName, aggregation, property, unit, filters, groupBy, window, rule);
    }

    /** If the event counts here, provided that its property can be read. */
    public boolean listensTo(MeterEvent event) {
        return event.name().equals(eventName)
                && filters.stream().allMatch(filter -> filter.admits(event));
    }

    /**
     * What an event says to this meter; empty if its property is missing, is no number where one is
     * read, or says nothing. Does not ask {@link #listensTo}.
     */
    public Optional<Reading> read(MeterEvent event, long arrival) {
        return switch (aggregation) {
            case COUNT -> Optional.of(Reading.of(event.occurredAt(), arrival, BigDecimal.ONE));
            case UNIQUE_COUNT ->
                    event.text(property).map(text -> Reading.of(event.occurredAt(), arrival, text));
            case SUM, MAX, MIN, AVG, LAST, WEIGHTED_SUM ->
                    event.number(property)
                            .map(number -> Reading.of(event.occurredAt(), arrival, number));
        };
    }

    /** The group that the event belongs to. A property that it lacks is left out of the group. */
    public GroupKey groupOf(MeterEvent event) {
        var values = new TreeMap<String, String>();
        for (String by : groupBy) {
            event.text(by).ifPresent(text -> values.put(by, text));
        }
        return new GroupKey(values);
    }
}
