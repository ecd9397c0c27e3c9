package io.fluxrouter.billing.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A period of the naive biller on its way to paper, on the clock of the zone it began in. */
final class NaiveBill {
    private static final Duration GRACE = Duration.ofHours(1);

    final Instant start;
    Instant end;
    final LocalDate wholeFrom;
    final LocalDate wholeUntil;
    final List<Stretch> stretches = new ArrayList<>();
    final List<Fee> fees = new ArrayList<>();
    final List<BigDecimal> billed = new ArrayList<>();
    private final ZoneId zone;

    /** A plan from a time on. */
    record Stretch(Instant from, NaivePlan plan) {}

    /** An amount of a plan; what is given back is negative. */
    record Fee(String kind, NaivePlan plan, BigDecimal amount) {}

    /** Its fee is for the days of a whole period, of which it may have fewer. */
    NaiveBill(Instant start, Instant end, ZoneId zone, LocalDate wholeFrom, LocalDate wholeUntil) {
        this.start = start;
        this.end = end;
        this.zone = zone;
        this.wholeFrom = wholeFrom;
        this.wholeUntil = wholeUntil;
    }

    LocalDate day(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    Instant finalAt() {
        return end.plus(GRACE);
    }
}
