package io.fluxrouter.core.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of an API key: all that is kept of it beside a prefix. A plain hash is enough because
 * keys are 256 random bits; there is nothing to guess. Equality need not take constant time for the
 * same reason: the hash of a guess says nothing about the hash sought.
 */
public record KeyHash(long first, long second, long third, long fourth) {

    public static KeyHash of(String key) {
        return fromBytes(sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads the 32 bytes that {@link #toBytes} wrote. */
    public static KeyHash fromBytes(byte[] hash) {
        if (hash.length != 32) throw new IllegalArgumentException("not a SHA-256: " + hash.length);
        ByteBuffer words = ByteBuffer.wrap(hash);
        return new KeyHash(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(32)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
