package io.fluxrouter.core.usage;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The text form of a request's id, "req_" and 32 hex digits: what {@code X-Flux-Request-Id} carries
 * and {@code GET /v1/generation} takes. The id itself is a UUID of version 7, so ids sort by time.
 */
public final class RequestId {
    private static final String PREFIX = "req_";
    private static final HexFormat HEX = HexFormat.of();

    private RequestId() {}

    /** A version 7 UUID (RFC 9562, 5.7) from the time and 74 random bits of the two longs. */
    public static UUID of(long epochMillis, long random1, long random2) {
        long high = (epochMillis << 16) | 0x7000L | (random1 & 0x0FFFL);
        long low = (random2 & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    public static String format(UUID id) {
        return PREFIX
                + HEX.toHexDigits(id.getMostSignificantBits())
                + HEX.toHexDigits(id.getLeastSignificantBits());
    }

    /** Reads "req_…" or a bare UUID; empty for anything else. */
    public static Optional<UUID> parse(String text) {
        try {
            String plain = text.toLowerCase(Locale.ROOT);
            if (plain.startsWith(PREFIX) && plain.length() == PREFIX.length() + 32) {
                return Optional.of(
                        new UUID(
                                HexFormat.fromHexDigitsToLong(plain, 4, 20),
                                HexFormat.fromHexDigitsToLong(plain, 20, 36)));
            }
            // fromString also takes groups of the wrong length; the id's own text tells them apart.
            return Optional.of(UUID.fromString(plain)).filter(id -> id.toString().equals(plain));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
