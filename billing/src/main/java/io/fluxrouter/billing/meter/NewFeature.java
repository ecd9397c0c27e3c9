package io.fluxrouter.billing.meter;

import org.jspecify.annotations.Nullable;

/**
 * A feature to be made, as asked for and not yet checked.
 *
 * @param kind by its key: meter, switch or custom
 * @param meter of a meter feature, which makes its meter with it
 */
public record NewFeature(
        @Nullable String name,
        @Nullable String key,
        @Nullable String kind,
        @Nullable String description,
        @Nullable NewMeter meter) {}
