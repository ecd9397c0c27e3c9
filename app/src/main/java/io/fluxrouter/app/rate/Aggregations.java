package io.fluxrouter.app.rate;

import io.fluxrouter.core.meter.Aggregation;
import io.fluxrouter.core.meter.GroupKey;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.MeterEvent;
import io.fluxrouter.core.meter.Tally;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Events on paper, counted by a meter as it counts those that were tracked. */
final class Aggregations {

    /** The decimals that a mean level is printed with, where the input asks for no others. */
    private static final int LEVEL_DECIMALS = 5;

    private Aggregations() {}

    private record Period(Instant from, Instant to) {}

    /** One quantity over everything given, or over the period named. */
    static PaperResult whole(PaperInput input) {
        Meter meter = meter(input);
        PaperEvents events = PaperEvents.read(input, meter, ZoneOffset.UTC);
        Period period = input.has("period") ? period(input) : span(events.all());
        BigDecimal value = quantity(meter, period, ZoneOffset.UTC, events);
        if (meter.aggregation() != Aggregation.WEIGHTED_SUM) {
            return PaperResult.of("value", value.stripTrailingZeros());
        }
        int scale = input.integer("scale", LEVEL_DECIMALS);
        return PaperResult.of("value", value.setScale(scale, RoundingMode.HALF_UP))
                .put("scale", scale);
    }

    /** One quantity for each period of the calendar, on the clock of the zone. */
    static PaperResult byPeriod(PaperInput input) {
        Meter meter = meter(input);
        ZoneId zone = input.zone("time_zone", ZoneOffset.UTC);
        PaperEvents events = PaperEvents.read(input, meter, zone);
        List<BigDecimal> quantities = new ArrayList<>();
        for (String text : input.texts("periods")) {
            Period period = calendarPeriod(input, text, zone);
            quantities.add(quantity(meter, period, zone, events).stripTrailingZeros());
        }
        return new PaperResult().putDecimals("quantities", quantities);
    }

    private static Meter meter(PaperInput input) {
        if (input.flag("prorated", false)) {
            throw input.invalid("prorated", "false: a quantity is counted whole");
        }
        Aggregation aggregation =
                Aggregation.byKey(input.text("type"))
                        .orElseThrow(
                                () ->
                                        input.invalid(
                                                "type", "one of " + List.of(Aggregation.values())));
        return Meter.of(
                PaperEvents.NAME,
                aggregation,
                aggregation.readsProperty() ? PaperEvents.VALUE : "");
    }

    /** Changes from before the period are the level that a weighted sum starts it with. */
    private static BigDecimal quantity(
            Meter meter, Period period, ZoneId zone, PaperEvents events) {
        Tally tally = new Tally(meter, period.from(), period.to(), zone);
        if (meter.aggregation() == Aggregation.WEIGHTED_SUM) {
            tally.carryIn(GroupKey.ALL, events.levelBefore(period.from()));
        }
        events.feed(tally);
        return tally.total(GroupKey.ALL).quantity();
    }

    private static Period span(List<MeterEvent> events) {
        if (events.isEmpty()) return new Period(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
        List<Instant> times = events.stream().map(MeterEvent::occurredAt).sorted().toList();
        return new Period(times.getFirst(), times.getLast().plusNanos(1));
    }

    /**
     * Two instants. Sources that print the last second of a period, "23:59:59", mean its end: the
     * whole second after it.
     */
    private static Period period(PaperInput input) {
        List<Instant> ends = input.instants("period");
        if (ends.size() != 2) throw input.invalid("period", "two instants");
        Instant to = ends.getLast();
        boolean lastSecond = to.atOffset(ZoneOffset.UTC).get(ChronoField.SECOND_OF_MINUTE) == 59;
        return new Period(
                ends.getFirst(),
                lastSecond ? to.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1) : to);
    }

    /** "2023-03-12", "2023-03" or "2023". */
    private static Period calendarPeriod(PaperInput input, String text, ZoneId zone) {
        try {
            return switch (text.length()) {
                case 4 ->
                        days(
                                Year.parse(text).atDay(1),
                                Year.parse(text).plusYears(1).atDay(1),
                                zone);
                case 7 ->
                        days(
                                YearMonth.parse(text).atDay(1),
                                YearMonth.parse(text).plusMonths(1).atDay(1),
                                zone);
                default -> days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1), zone);
            };
        } catch (DateTimeParseException unreadable) {
            throw input.invalid("periods", "months such as 2023-03");
        }
    }

    private static Period days(LocalDate first, LocalDate end, ZoneId zone) {
        return new Period(first.atStartOfDay(zone).toInstant(), end.atStartOfDay(zone).toInstant());
    }
}
