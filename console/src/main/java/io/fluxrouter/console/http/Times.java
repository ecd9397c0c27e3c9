package io.fluxrouter.console.http;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * Times as callers send them, in years of four digits: Java counts further than PostgreSQL, and
 * than most who read the answer. Each refuses with the name of what is wrong.
 */
public final class Times {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int DAY_LENGTH = "2026-01-31".length();

    private Times() {}

    /** A time like 2026-01-31T12:00:00Z. */
    public static Instant instant(String name, String text) {
        try {
            return bounded(Instant.parse(text));
        } catch (DateTimeParseException notATime) {
            throw wrong(name, "a time like 2026-01-31T12:00:00Z");
        }
    }

    /** As {@link #instant}, or a day like 2026-01-31, which begins at midnight UTC. */
    public static Instant dayOrInstant(String name, String text) {
        try {
            return text.length() == DAY_LENGTH
                    ? bounded(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant())
                    : bounded(Instant.parse(text));
        } catch (DateTimeParseException notATime) {
            throw wrong(name, "a day like 2026-01-31 or a time like 2026-01-31T12:00:00Z");
        }
    }

    /** The time itself; throws {@link DateTimeParseException} beyond years of four digits. */
    public static Instant bounded(Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new DateTimeParseException("not a year of four digits", time.toString(), 0);
        }
        return time;
    }

    private static ApiError wrong(String name, String expected) {
        return ApiError.of(Refusal.INVALID_VALUE, "'" + name + "' must be " + expected + ".", name);
    }
}
