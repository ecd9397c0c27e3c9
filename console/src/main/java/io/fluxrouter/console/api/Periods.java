package io.fluxrouter.console.api;

import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.SpendPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * The half-open period a report is about: {@code from} and {@code to}, each a UTC day or an
 * instant. Without them, this calendar month.
 */
record Periods(Instant from, Instant to) {

    static Periods of(ApiCall call, Instant now) {
        Instant from =
                call.queryParam("from")
                        .map(text -> instant("from", text))
                        .orElseGet(() -> startOfMonth(now));
        Instant to =
                call.queryParam("to")
                        .map(text -> instant("to", text))
                        .orElseGet(() -> now.plusSeconds(1));
        if (to.isBefore(from)) {
            throw ApiError.of(Refusal.INVALID_VALUE, "'to' must not be before 'from'.", "to");
        }
        return new Periods(from, to);
    }

    private static Instant startOfMonth(Instant now) {
        return SpendPeriod.MONTHLY.startOf(now).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant instant(String name, String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE,
                    "'"
                            + name
                            + "' must be a day like 2026-01-31 or a time like 2026-01-31T12:00:00Z.",
                    name);
        }
    }
}
