package io.fluxrouter.gateway.upstream;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a provider asks to be left alone: whole seconds or a date, as RFC 9110 10.2.3 says. */
final class RetryAfter {
    /** At most nine digits, so that it is a number of seconds and not an attack. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    /** "Sun, 06 Nov 1994 08:49:37 GMT" and a little; longer is no date. */
    private static final int LONGEST_DATE = 40;

    private RetryAfter() {}

    /** From zero to {@link Circuit#LONGEST_COOLING}; what cannot be read counts as not sent. */
    static Duration read(@Nullable String header, Instant now) {
        if (header == null) return Circuit.COOLING;
        Duration pause =
                SECONDS.matcher(header).matches()
                        ? Duration.ofSeconds(Long.parseLong(header))
                        : untilDate(header, now);
        if (pause.isNegative()) return Duration.ZERO;
        return pause.compareTo(Circuit.LONGEST_COOLING) < 0 ? pause : Circuit.LONGEST_COOLING;
    }

    private static Duration untilDate(String header, Instant now) {
        if (header.length() > LONGEST_DATE) return Circuit.COOLING;
        try {
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from);
            return Duration.between(now, date);
        } catch (DateTimeException | ArithmeticException notADate) {
            return Circuit.COOLING;
        }
    }
}
