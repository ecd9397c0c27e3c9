package io.fluxrouter.billing.alert;

import java.util.Locale;
import java.util.Optional;

/** What an alert looks at. */
public enum Watched {
    /** Percent of a budget's limit. */
    BUDGET,
    /** Percent of the customer's ceiling of the month. */
    CEILING,
    /** Percent of the plan's included amount of the month. */
    INCLUDED,
    /** Dollars that a key, a team or the customer spent in a period. */
    SPEND;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Watched> byKey(String key) {
        for (Watched watched : values()) if (watched.key().equals(key)) return Optional.of(watched);
        return Optional.empty();
    }

    /** The unit of its thresholds. */
    public String unit() {
        return this == SPEND ? "usd" : "percent";
    }
}
