package io.fluxrouter.billing.meter;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.meter.Aggregation;
import io.fluxrouter.core.meter.EventRules;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.PropertyFilter;
import io.fluxrouter.core.meter.QuantityRounding;
import io.fluxrouter.core.meter.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A meter to be made, as asked for and not yet checked.
 *
 * @param name unique; taken for the event name too where that is left out
 * @param property left out, the one that Fluxrate reads: user_id for UNIQUE_COUNT, else quantity
 * @param window minute, hour or day
 * @param rounding nearest, up or down
 * @param enforceAtTrack see {@link StoredMeter}; null for false
 */
public record NewMeter(
        @Nullable String name,
        @Nullable String eventName,
        @Nullable String aggregation,
        @Nullable String property,
        @Nullable String unit,
        List<PropertyFilter> filters,
        List<String> groupBy,
        @Nullable String window,
        @Nullable String rounding,
        @Nullable Integer roundingDecimals,
        @Nullable Boolean enforceAtTrack) {

    private static final int GROUPS_MAX = 10;

    /** Of one that refuses nothing when events come. */
    public NewMeter(
            @Nullable String name,
            @Nullable String eventName,
            @Nullable String aggregation,
            @Nullable String property,
            @Nullable String unit,
            List<PropertyFilter> filters,
            List<String> groupBy,
            @Nullable String window,
            @Nullable String rounding,
            @Nullable Integer roundingDecimals) {
        this(
                name,
                eventName,
                aggregation,
                property,
                unit,
                filters,
                groupBy,
                window,
                rounding,
                roundingDecimals,
                null);
    }

    /** Refuses with the name of the first field that is wrong. */
    Meter definition(UUID organizationId) {
        Aggregation how = readAggregation();
        String event = eventName == null ? Fields.text(name, "meter_name") : eventName;
        if (event.startsWith(LlmEvents.PREFIX) && !LlmEvents.isOf(organizationId, event)) {
            throw Fields.invalid(
                    "Names that begin with " + LlmEvents.PREFIX + " are taken.", "event_name");
        }
        if (groupBy.size() > GROUPS_MAX) {
            throw Fields.invalid("group_by has at most " + GROUPS_MAX + " names.", "group_by");
        }
        groupBy.forEach(by -> Fields.text(by, "group_by"));
        return new Meter(
                Fields.text(event, "event_name"),
                how,
                readProperty(how),
                unit == null ? "" : Fields.text(unit, "unit"),
                filters,
                groupBy,
                readWindow(how),
                readRounding());
    }

    private Aggregation readAggregation() {
        return Aggregation.byKey(Fields.text(aggregation, "aggregation_type"))
                .orElseThrow(
                        () ->
                                Fields.invalid(
                                        "aggregation_type must be one of "
                                                + Arrays.toString(Aggregation.values())
                                                + ".",
                                        "aggregation_type"));
    }

    private String readProperty(Aggregation how) {
        if (!how.readsProperty()) return "";
        String read = property == null || property.isBlank() ? standardProperty(how) : property;
        if (read.length() > EventRules.TEXT_LENGTH_MAX) {
            throw Fields.invalid("property_name is too long.", "property_name");
        }
        return Fields.text(read, "property_name");
    }

    private static String standardProperty(Aggregation how) {
        return how == Aggregation.UNIQUE_COUNT ? "user_id" : "quantity";
    }

    private @Nullable Window readWindow(Aggregation how) {
        Window read = window(window);
        if (read != null && how == Aggregation.WEIGHTED_SUM) {
            throw Fields.invalid("A mean over the period has no windows.", "window");
        }
        return read;
    }

    /** Null for null; anything but minute, hour or day is refused. */
    static @Nullable Window window(@Nullable String key) {
        if (key == null) return null;
        for (Window some : Window.values()) {
            if (some.name().toLowerCase(Locale.ROOT).equals(key)) return some;
        }
        throw Fields.invalid("window must be minute, hour or day.", "window");
    }

    private QuantityRounding readRounding() {
        int decimals = roundingDecimals == null ? 0 : roundingDecimals;
        if (Math.abs(decimals) > 18) {
            throw Fields.invalid("rounding_decimals must be from -18 to 18.", "rounding_decimals");
        }
        return rounding(rounding, decimals);
    }

    /** NONE for null; anything but nearest, up or down is refused. */
    static QuantityRounding rounding(@Nullable String mode, int decimals) {
        if (mode == null) return QuantityRounding.NONE;
        return switch (mode) {
            case "nearest" -> QuantityRounding.nearest(decimals);
            case "up" -> QuantityRounding.up(decimals);
            case "down" -> QuantityRounding.down(decimals);
            default -> throw Fields.invalid("rounding must be nearest, up or down.", "rounding");
        };
    }
}
