package io.fluxrouter.billing.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text as UTF-8 of a bounded length, behind two bytes of length. Longer text is cut between code
 * points. What UTF-8 or PostgreSQL's text cannot hold (a lone surrogate, NUL) becomes U+FFFD, so
 * that no event is kept that can never be settled.
 */
final class BoundedText {
    static final int LENGTH_BYTES = 2;
    private static final short ABSENT = -1;
    private static final int REPLACEMENT = 0xFFFD;

    private BoundedText() {}

    static void put(ByteBuffer target, @Nullable String text, int maxBytes) {
        if (text == null) {
            target.putShort(ABSENT);
            return;
        }
        int start = target.position() + LENGTH_BYTES;
        target.position(start);
        int limit = start + maxBytes;
        int index = 0;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            index += Character.charCount(codePoint);
            int storable = storable(codePoint);
            if (target.position() + utf8Bytes(storable) > limit) break;
            putCodePoint(target, storable);
        }
        target.putShort(start - LENGTH_BYTES, (short) (target.position() - start));
    }

    static @Nullable String get(ByteBuffer source) {
        short length = source.getShort();
        if (length == ABSENT) return null;
        byte[] bytes = new byte[length];
        source.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int storable(int codePoint) {
        boolean loneSurrogate =
                codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return codePoint == 0 || loneSurrogate ? REPLACEMENT : codePoint;
    }

    private static int utf8Bytes(int codePoint) {
        if (codePoint < 0x80) return 1;
        if (codePoint < 0x800) return 2;
        return codePoint < 0x10000 ? 3 : 4;
    }

    // Not String.getBytes: an append allocates nothing.
    private static void putCodePoint(ByteBuffer target, int codePoint) {
        switch (utf8Bytes(codePoint)) {
            case 1 -> target.put((byte) codePoint);
            case 2 -> target.put((byte) (0xC0 | (codePoint >> 6))).put(continuation(codePoint));
            case 3 ->
                    target.put((byte) (0xE0 | (codePoint >> 12)))
                            .put(continuation(codePoint >> 6))
                            .put(continuation(codePoint));
            default ->
                    target.put((byte) (0xF0 | (codePoint >> 18)))
                            .put(continuation(codePoint >> 12))
                            .put(continuation(codePoint >> 6))
                            .put(continuation(codePoint));
        }
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }
}
