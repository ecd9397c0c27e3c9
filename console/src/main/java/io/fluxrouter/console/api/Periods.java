package io.fluxrouter.console.api;

import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Times;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.SpendPeriod;
import java.time.Instant;

/**
 * The half-open period a report is about: {@code from} and {@code to}, each a UTC day or an
 * instant. Without them, this calendar month.
 */
public record Periods(Instant from, Instant to) {

    public static Periods of(ApiCall call, Instant now) {
        Instant from =
                call.queryParam("from")
                        .map(text -> Times.dayOrInstant("from", text))
                        .orElseGet(() -> startOfMonth(now));
        Instant to =
                call.queryParam("to")
                        .map(text -> Times.dayOrInstant("to", text))
                        .orElseGet(() -> now.plusSeconds(1));
        if (to.isBefore(from)) {
            throw ApiError.of(Refusal.INVALID_VALUE, "'to' must not be before 'from'.", "to");
        }
        return new Periods(from, to);
    }

    private static Instant startOfMonth(Instant now) {
        return SpendPeriod.MONTHLY.startOf(now);
    }
}
