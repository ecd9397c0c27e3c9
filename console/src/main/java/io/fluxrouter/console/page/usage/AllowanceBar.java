package io.fluxrouter.console.page.usage;

import io.fluxrouter.billing.spend.MonthState;
import io.fluxrouter.console.chart.Scale;
import io.fluxrouter.console.page.Show;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How far a customer is with the month, as a bar and in words.
 *
 * @param includedShare the used part of what is included, of the ceiling: "12%"
 * @param usedShare all that is used, of the ceiling
 * @param mark where the included part ends; "" where nothing is included or all is
 */
public record AllowanceBar(
        MonthState month,
        String includedShare,
        String usedShare,
        String mark,
        String resets,
        boolean isUsedUp) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d", Locale.US);

    static AllowanceBar of(MonthState month, Instant now) {
        long whole = Math.max(1, month.ceiling().nanos());
        boolean marked =
                month.included().isPositive() && month.included().compareTo(month.ceiling()) < 0;
        long days = Duration.between(now, month.resetsAt()).toDays();
        String inDays =
                days < 1 ? "in less than a day" : days == 1 ? "in a day" : "in " + days + " days";
        return new AllowanceBar(
                month,
                Scale.percent(month.includedUsed().nanos(), whole),
                Scale.percent(month.used().nanos(), whole),
                marked ? Scale.percent(month.included().nanos(), whole) : "",
                DAY.format(month.resetsAt().atOffset(ZoneOffset.UTC)) + ", " + inDays,
                month.headroom().isZero());
    }

    /** What the bar shows, for whoever cannot see it. */
    public String summary() {
        return Show.exact(month.used()) + " of " + Show.exact(month.ceiling()) + " used";
    }

    public boolean hasCeiling() {
        // More than anybody spends stands for none.
        return month.ceiling().isPositive() && month.ceiling().nanos() < 1_000_000_000_000_000_000L;
    }
}
