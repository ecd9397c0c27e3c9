package io.fluxrouter.billing.total;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a meter came to stretch by stretch, for a chart. Invoices never read it. */
public final class MeterSeries {
    private MeterSeries() {}

    /** One stretch, by its start; those without events are left out. */
    public record Point(Instant start, BigDecimal usage, long events) {}

    /** The length of a stretch, on UTC's clock; weeks begin on Monday. */
    public enum Unit {
        HOUR,
        DAY,
        WEEK,
        MONTH;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Unit> byKey(String key) {
            for (Unit unit : values()) {
                if (unit.key().equals(key)) return Optional.of(unit);
            }
            return Optional.empty();
        }
    }
}
