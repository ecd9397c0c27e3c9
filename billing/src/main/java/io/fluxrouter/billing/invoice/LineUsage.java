package io.fluxrouter.billing.invoice;

import io.fluxrouter.core.rating.Rating;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a usage line counts, and how far it saw.
 *
 * @param dimensions the values that it is for, where prices look at them
 * @param rating the split by tier; empty for a line up to the minimum
 * @param events how many were counted
 * @param mark arrivals up to here were there when they were counted; those above may have been
 * @param adjusts the period that is rated anew; null for a line of the invoice's own period
 */
public record LineUsage(
        @Nullable UUID meterId,
        Map<String, String> dimensions,
        Optional<Rating> rating,
        long events,
        long mark,
        @Nullable Adjusts adjusts) {
    public LineUsage {
        dimensions = Map.copyOf(dimensions);
    }

    /**
     * What an adjustment adjusts.
     *
     * @param kind USAGE or MINIMUM
     */
    public record Adjusts(int periodNumber, InvoiceLine.Kind kind) {}
}
