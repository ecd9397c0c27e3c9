package io.fluxrouter.app.rate;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moments of grants, which sources give by the clock or relative to a start T0: "T0+10d",
 * "T0-1h30m". A range "T0..T0+10d" is its first moment.
 */
final class GrantTime {

    /** Any moment would do; a leap year's first shows days that are counted wrong. */
    static final Instant T0 = Instant.parse("2024-01-01T00:00:00Z");

    private static final Pattern RELATIVE = Pattern.compile("T0(?:([+-])((?:[0-9]{1,6}[a-z]+)+))?");
    private static final Pattern STEP = Pattern.compile("([0-9]+)([a-z]+)");

    private GrantTime() {}

    static boolean isRelative(String text) {
        return text.startsWith("T0");
    }

    static Instant moment(PaperInput input, String name) {
        String text = input.text(name).replaceFirst("\\.\\..*", "").strip();
        Matcher relative = RELATIVE.matcher(text);
        if (!relative.matches()) return TimeFields.moment(input, name, ZoneOffset.UTC);
        if (relative.group(2) == null) return T0;
        int sign = relative.group(1).equals("-") ? -1 : 1;
        Instant moment = T0;
        Matcher step = STEP.matcher(relative.group(2));
        while (step.find()) {
            int number = sign * Integer.parseInt(step.group(1));
            moment = moved(input, name, moment, number, step.group(2));
        }
        return moment;
    }

    private static Instant moved(
            PaperInput input, String name, Instant moment, int number, String unit) {
        return switch (unit) {
            case "s" -> moment.plusSeconds(number);
            case "m", "min" -> moment.plusSeconds(number * 60L);
            case "h" -> moment.plusSeconds(number * 3_600L);
            case "d" -> moved(moment, Period.ofDays(number));
            case "w" -> moved(moment, Period.ofWeeks(number));
            case "mo" -> moved(moment, Period.ofMonths(number));
            case "y" -> moved(moment, Period.ofYears(number));
            default -> throw input.invalid(name, "a moment such as T0+10d, in s m h d w mo y");
        };
    }

    private static Instant moved(Instant moment, Period period) {
        return moment.atOffset(ZoneOffset.UTC).plus(period).toInstant();
    }
}
