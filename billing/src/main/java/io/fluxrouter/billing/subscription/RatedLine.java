package io.fluxrouter.billing.subscription;

import io.fluxrouter.core.period.Period;
import io.fluxrouter.core.rating.Rating;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of a period on paper: the preview shows it, the invoice keeps it.
 *
 * @param quantity what was counted; 1 for fees
 * @param rating how usage became the amount, before the rounding; empty for fees
 * @param amount rounded once
 */
public record RatedLine(
        Kind kind,
        String description,
        @Nullable UUID chargeId,
        Map<String, String> dimensions,
        BigDecimal quantity,
        Optional<Rating> rating,
        BigDecimal amount,
        Period service) {
    public RatedLine {
        dimensions = Map.copyOf(dimensions);
    }

    /** What a line is for. */
    public enum Kind {
        FEE,
        UNUSED,
        REMAINING,
        USAGE,
        /** What is missing to a charge's minimum spend. */
        MINIMUM
    }
}
