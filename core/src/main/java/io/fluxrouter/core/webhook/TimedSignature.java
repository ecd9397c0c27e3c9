package io.fluxrouter.core.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A signature of a webhook and of the second it was sent in, in the form that Stripe made common:
 * {@code t=1700000000,v1=<hex>}, where v1 is the HMAC-SHA256 of "t.body". While a secret is being
 * changed there is a v1 for each secret, and any one that matches is enough.
 */
public final class TimedSignature {
    public static final String HEADER = "X-Flux-Signature";

    /** How far the time of a signature may be from now, either way: Stripe's five minutes. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    /** What a check of a header found. */
    public enum Check {
        VALID,
        /** The header has no time or no v1. */
        MALFORMED,
        /** No v1 is a signature by any of the secrets: forged, altered, or another secret. */
        NO_MATCH,
        /** It is genuine, but too old or too far ahead: perhaps a copy sent again. */
        OUT_OF_TOLERANCE
    }

    private TimedSignature() {}

    /** The header for a delivery, signed by each secret that is valid. */
    public static String sign(List<String> secrets, Instant sentAt, byte[] body) {
        if (secrets.isEmpty()) throw new IllegalArgumentException("a webhook without a secret");
        String time = Long.toString(sentAt.getEpochSecond());
        return secrets.stream()
                .map(secret -> "v1=" + signature(secret, time, body))
                .collect(Collectors.joining(",", "t=" + time + ",", ""));
    }

    /** Checks a header against any of the secrets. */
    public static Check check(String header, List<String> secrets, byte[] body, Instant now) {
        return Parts.read(header)
                .map(parts -> check(parts, secrets, body, now))
                .orElse(Check.MALFORMED);
    }

    private static Check check(Parts parts, List<String> secrets, byte[] body, Instant now) {
        if (!anyMatches(parts, secrets, body)) return Check.NO_MATCH;
        Instant sentAt = Instant.ofEpochSecond(Long.parseLong(parts.time()));
        boolean near = Duration.between(sentAt, now).abs().compareTo(TOLERANCE) <= 0;
        return near ? Check.VALID : Check.OUT_OF_TOLERANCE;
    }

    private static boolean anyMatches(Parts parts, List<String> secrets, byte[] body) {
        return secrets.stream()
                .map(secret -> signature(secret, parts.time(), body))
                .anyMatch(
                        expected ->
                                parts.signatures().stream()
                                        .anyMatch(given -> HmacSha256.isSame(expected, given)));
    }

    private static String signature(String secret, String time, byte[] body) {
        return HmacSha256.hex(secret, (time + ".").getBytes(StandardCharsets.UTF_8), body);
    }

    /** The header taken apart. The time stays text, for it was signed as it is spelled. */
    private record Parts(String time, List<String> signatures) {

        static Optional<Parts> read(String header) {
            String time = null;
            List<String> signatures = new ArrayList<>();
            for (String part : header.split(",", -1)) {
                String item = part.strip();
                if (item.startsWith("t=")) time = item.substring(2);
                if (item.startsWith("v1=")) {
                    signatures.add(item.substring(3).toLowerCase(Locale.ROOT));
                }
            }
            return of(time, signatures);
        }

        private static Optional<Parts> of(@Nullable String time, List<String> signatures) {
            if (time == null || !SECONDS.matcher(time).matches() || signatures.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Parts(time, signatures));
        }
    }
}
