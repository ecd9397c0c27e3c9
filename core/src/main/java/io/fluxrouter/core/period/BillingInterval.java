package io.fluxrouter.core.period;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a full billing period is: a number of calendar days or of calendar months. Weeks are
 * seven days, years twelve months; so 29 February plus a year is the last day of February.
 *
 * @param unit what is counted
 * @param count how many of them make a period, at least 1
 */
public record BillingInterval(Unit unit, int count) {
    /** What the calendar counts. */
    public enum Unit {
        DAY,
        MONTH
    }

    public static final BillingInterval DAY = new BillingInterval(Unit.DAY, 1);
    public static final BillingInterval WEEK = new BillingInterval(Unit.DAY, 7);
    public static final BillingInterval MONTH = new BillingInterval(Unit.MONTH, 1);
    public static final BillingInterval QUARTER = new BillingInterval(Unit.MONTH, 3);
    public static final BillingInterval HALF_YEAR = new BillingInterval(Unit.MONTH, 6);
    public static final BillingInterval YEAR = new BillingInterval(Unit.MONTH, 12);

    private record Named(String key, BillingInterval interval) {}

    private static final List<Named> NAMED =
            List.of(
                    new Named("day", DAY),
                    new Named("week", WEEK),
                    new Named("month", MONTH),
                    new Named("quarter", QUARTER),
                    new Named("half_year", HALF_YEAR),
                    new Named("year", YEAR));

    public BillingInterval {
        if (count < 1) throw new IllegalArgumentException("an interval of " + count + " " + unit);
    }

    /** As plans write it: "day", "week", "month", "quarter", "half_year", "year". */
    public static Optional<BillingInterval> byKey(String key) {
        String wanted = key.toLowerCase(Locale.ROOT);
        return NAMED.stream()
                .filter(named -> named.key().equals(wanted))
                .map(Named::interval)
                .findFirst();
    }

    /** Every so many of these: 2 months, 4 weeks. */
    public BillingInterval times(int number) {
        return new BillingInterval(unit, Math.multiplyExact(count, number));
    }

    /** The name plans use, or for instance "2 months" where there is none. */
    public String key() {
        return NAMED.stream()
                .filter(named -> named.interval().equals(this))
                .map(Named::key)
                .findFirst()
                .orElseGet(() -> count + " " + unit.name().toLowerCase(Locale.ROOT) + "s");
    }
}
