package io.fluxrouter.app.rate;

import io.fluxrouter.core.period.BillingCycle;
import io.fluxrouter.core.period.BillingInterval;
import io.fluxrouter.core.period.Period;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kinds about billing periods and proration. */
final class PeriodKinds {

    private PeriodKinds() {}

    static Map<String, PaperCharge> kinds() {
        Map<String, PaperCharge> kinds = new HashMap<>(ProrationKinds.kinds());
        kinds.put("period", PeriodKinds::period);
        return kinds;
    }

    /** Three questions: a bill day of a moment, a bill day in a month, or a whole period. */
    private static PaperResult period(PaperInput input) {
        ZoneId zone = TimeFields.zone(input);
        if (input.has("date") && input.has("bill_cycle_day")) return aligned(input, zone);
        if (input.has("instant") && !input.has("anchor")) return billDay(input, zone);
        Period period = cut(input, found(input, zone), zone);
        return new PaperResult()
                .put("start", period.start().toString())
                .put("end_exclusive", period.end().toString())
                .put("next", period.end().toString())
                .put("days", period.days());
    }

    private static PaperResult aligned(PaperInput input, ZoneId zone) {
        YearMonth month = YearMonth.from(TimeFields.day(input, "date", zone));
        LocalDate billDay = BillingCycle.billDayIn(month, input.integer("bill_cycle_day"));
        return new PaperResult().put("aligned", billDay.toString());
    }

    private static PaperResult billDay(PaperInput input, ZoneId zone) {
        Instant instant = TimeFields.moment(input, "instant", zone);
        BillingCycle cycle = BillingCycle.anchoredAt(TimeFields.interval(input), instant, zone);
        return new PaperResult().put("bill_cycle_day", cycle.dayOfMonth());
    }

    private static Period found(PaperInput input, ZoneId zone) {
        BillingCycle cycle = cycle(input, zone);
        if (input.has("current_period_start")) {
            Instant start = TimeFields.moment(input, "current_period_start", zone);
            return new Period(start, cycle.endAfterDayOf(start), zone);
        }
        if (input.has("billing_at")) {
            Instant at = TimeFields.moment(input, "billing_at", zone);
            return coversWhatComes(input) ? cycle.containing(at) : cycle.endedBy(at);
        }
        if (input.has("period")) return cycle.containing(startOf(input, zone));
        if (input.has("period_index")) return cycle.period(input.integer("period_index"));
        String at = Alias.find(input, "at", "instant", "after", "time", "date", "start");
        if (at != null) return cycle.containing(TimeFields.moment(input, at, zone));
        Alias.of(input, "anchor");
        return cycle.period(0);
    }

    private static BillingCycle cycle(PaperInput input, ZoneId zone) {
        BillingInterval interval = TimeFields.interval(input);
        String anchored = input.has("anchor") ? "anniversary" : "calendar";
        List<String> modes = List.of("anniversary", "calendar");
        String mode = input.oneOf("mode", anchored, modes, word -> word);
        if (mode.equals("calendar")) return BillingCycle.calendar(interval, zone);
        return BillingCycle.anchoredAt(interval, TimeFields.moment(input, "anchor", zone), zone);
    }

    /**
     * In advance a bill covers the period that begins; in arrears, which is the default, the one
     * that has ended, unless the service itself has ended.
     */
    private static boolean coversWhatComes(PaperInput input) {
        List<String> ways = List.of("in_arrears", "in_advance");
        return input.oneOf("billing", "in_arrears", ways, way -> way).equals("in_advance")
                || input.flag("pay_in_advance", false)
                || input.flag("terminated", false)
                || input.text("status", "active").equals("terminated")
                || input.has("terminated_at");
    }

    /** The first moment of "2022-01", of "2022", or of a day. */
    private static Instant startOf(PaperInput input, ZoneId zone) {
        String text = input.text("period");
        try {
            LocalDate first =
                    switch (text.length()) {
                        case 4 -> LocalDate.of(Integer.parseInt(text), 1, 1);
                        case 7 -> YearMonth.parse(text).atDay(1);
                        default -> LocalDate.parse(text);
                    };
            return first.atStartOfDay(zone).toInstant();
        } catch (DateTimeException | NumberFormatException unreadable) {
            throw input.invalid("period", "a month such as 2026-01, a year or a day");
        }
    }

    private static Period cut(PaperInput input, Period period, ZoneId zone) {
        Instant end =
                TimeFields.findMoment(
                        input, zone, "subscription_end", "subscription_end_at", "terminated_at");
        Instant start = TimeFields.findMoment(input, zone, "subscription_start", "started_at");
        Period served = start == null ? period : period.startingAt(start);
        return end == null ? served : served.cutAt(end);
    }
}
