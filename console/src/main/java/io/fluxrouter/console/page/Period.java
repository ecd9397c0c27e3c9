package io.fluxrouter.console.page;

import io.fluxrouter.billing.usage.UsageSeries.Step;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The time that a page is about, in whole hours: in UTC, as months of caps and invoices are.
 *
 * @param key as it stands in the address: "month"
 * @param end where a chart ends; may be later than {@code to}, which nothing can be
 */
public record Period(String key, String title, Instant from, Instant to, Instant end, Step step) {
    private static final Duration LONGEST = Duration.ofDays(400);

    /** What can be chosen, in that order, and its name. */
    public static final Map<String, String> CHOICES = choices();

    private static Map<String, String> choices() {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("today", "Today");
        choices.put("7d", "7 days");
        choices.put("30d", "30 days");
        choices.put("month", "This month");
        choices.put("last-month", "Last month");
        choices.put("90d", "90 days");
        return choices;
    }

    /** From {@code period}, else the days {@code from} to {@code to}; this month where none is. */
    public static Period of(ApiCall call, Instant now) {
        var named = call.queryParam("period");
        if (named.isPresent()) return of(named.get(), now);
        var from = call.queryParam("from").map(text -> day("from", text));
        var to = call.queryParam("to").map(text -> day("to", text));
        if (from.isPresent() && to.isPresent()) return days(from.get(), to.get(), now);
        return of("month", now);
    }

    /** This month for a name that is none of the choices. */
    public static Period of(String key, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate first = today.withDayOfMonth(1);
        return switch (key) {
            case "today" -> named(key, today, today.plusDays(1), now, Step.HOUR);
            case "7d" -> named(key, today.minusDays(6), today.plusDays(1), now, Step.DAY);
            case "30d" -> named(key, today.minusDays(29), today.plusDays(1), now, Step.DAY);
            case "90d" -> named(key, today.minusDays(89), today.plusDays(1), now, Step.DAY);
            case "last-month" -> named(key, first.minusMonths(1), first, now, Step.DAY);
            default -> named("month", first, first.plusMonths(1), now, Step.DAY);
        };
    }

    private static Period days(LocalDate first, LocalDate last, Instant now) {
        Step step = first.equals(last) ? Step.HOUR : Step.DAY;
        Instant from = midnight(first);
        Instant end = midnight(last.plusDays(1));
        if (last.isBefore(first) || Duration.between(from, end).compareTo(LONGEST) > 0) {
            throw invalid("to");
        }
        String title = Show.day(first) + " \u2013 " + Show.day(last);
        return new Period("", title, from, earlier(end, now, from), end, step);
    }

    private static Period named(
            String key, LocalDate first, LocalDate end, Instant now, Step step) {
        return new Period(
                key,
                CHOICES.getOrDefault(key, ""),
                midnight(first),
                earlier(midnight(end), now, midnight(first)),
                midnight(end),
                step);
    }

    private static Instant earlier(Instant end, Instant now, Instant from) {
        Instant nextHour = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        Instant to = nextHour.isBefore(end) ? nextHour : end;
        return to.isBefore(from) ? from : to;
    }

    /** The first day, and the last one that has begun. */
    public LocalDate firstDay() {
        return LocalDate.ofInstant(from, ZoneOffset.UTC);
    }

    public LocalDate lastDay() {
        return LocalDate.ofInstant(to.minusSeconds(1), ZoneOffset.UTC);
    }

    /** As much time right before it. */
    public Instant previousFrom() {
        return from.minus(Duration.between(from, to));
    }

    /** For an address: "period=month". */
    public String query() {
        return key.isEmpty() ? "from=" + firstDay() + "&to=" + lastDay() : "period=" + key;
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static LocalDate day(String name, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() > 2000 && day.getYear() < 2200) return day;
        } catch (DateTimeParseException notADay) {
            throw invalid(name);
        }
        throw invalid(name);
    }

    private static ApiError invalid(String name) {
        return ApiError.of(
                Refusal.INVALID_VALUE,
                name + " must be a day like 2026-03-31, at most 400 apart.",
                name);
    }
}
