package io.fluxrouter.billing.meter;

import io.fluxrouter.core.meter.Feature;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A feature as it is kept.
 *
 * @param key what applications ask for it by; unique in its organisation, and stays
 * @param meter of a feature of kind METER, else null
 */
public record StoredFeature(
        UUID id,
        UUID organizationId,
        String key,
        String name,
        @Nullable String description,
        Feature.Kind kind,
        @Nullable StoredMeter meter,
        Instant createdAt,
        Instant updatedAt) {

    /** The feature as the rules know it. */
    public Feature feature() {
        return switch (kind) {
            case METER -> new Feature.Metered(key, name, requireMeter().definition());
            case SWITCH -> new Feature.Switch(key, name);
            case CUSTOM -> new Feature.Custom(key, name);
        };
    }

    private StoredMeter requireMeter() {
        if (meter == null) throw new IllegalStateException(key + " has no meter");
        return meter;
    }
}
