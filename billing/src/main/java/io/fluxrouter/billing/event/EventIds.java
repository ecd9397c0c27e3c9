package io.fluxrouter.billing.event;

import io.fluxrouter.core.meter.EventKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of events, and of their keys. */
final class EventIds {
    private EventIds() {}

    /**
     * A UUID of version 7 (RFC 9562): it begins with the time in milliseconds, so that an index
     * over ids grows at its end.
     */
    static UUID next(Instant now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (now.toEpochMilli() << 16) | 0x7000 | (random.nextLong() & 0x0fff);
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /**
     * The first half of the SHA-256 of an organisation and its key: short for an index that is kept
     * for ever, and long enough that nobody finds two keys that share it by chance.
     */
    static UUID ofKey(UUID organizationId, EventKey key) {
        byte[] source = key.source().getBytes(StandardCharsets.UTF_8);
        byte[] id = key.id().getBytes(StandardCharsets.UTF_8);
        ByteBuffer hash =
                ByteBuffer.wrap(
                        sha256(
                                ByteBuffer.allocate(
                                                2 * Long.BYTES
                                                        + Integer.BYTES
                                                        + source.length
                                                        + id.length)
                                        .putLong(organizationId.getMostSignificantBits())
                                        .putLong(organizationId.getLeastSignificantBits())
                                        .putInt(source.length)
                                        .put(source)
                                        .put(id)
                                        .array()));
        return new UUID(hash.getLong(), hash.getLong());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
