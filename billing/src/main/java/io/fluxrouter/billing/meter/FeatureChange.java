package io.fluxrouter.billing.meter;

import io.fluxrouter.billing.input.Change;
import io.fluxrouter.core.meter.PropertyFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a PATCH of a feature says.
 *
 * @param meter what changes in the meter; null for nothing
 */
public record FeatureChange(
        Change<String> name, Change<String> description, @Nullable MeterChange meter) {

    /**
     * Every field but these stays as it was made; all but the last only while there are no events.
     */
    public record MeterChange(
            Change<String> aggregation,
            Change<String> property,
            Change<String> unit,
            Change<List<PropertyFilter>> filters,
            Change<List<String>> groupBy,
            Change<Boolean> enforceAtTrack) {}

    public static FeatureChange title(String name) {
        return new FeatureChange(Change.to(name), Change.kept(), null);
    }
}
