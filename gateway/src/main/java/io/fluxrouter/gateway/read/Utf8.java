package io.fluxrouter.gateway.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The definition of UTF-8 in RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
 * The JSON parser decodes more than that, and decodes nothing in strings that it skips.
 */
final class Utf8 {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8() {}

    /** Where the first byte is that belongs to no character; -1 if there is none. */
    static int firstInvalid(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            if (at + 8 <= bytes.length && ((long) EIGHT_BYTES.get(bytes, at) & NOT_ASCII) == 0) {
                at += 8;
                continue;
            }
            int width = bytes[at] >= 0 ? 1 : width(bytes, at);
            if (width == 0) return at;
            at += width;
        }
        return -1;
    }

    /** How many bytes the character at a non-ASCII byte has; 0 if it is none. */
    private static int width(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) return 0;
        int width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (at + width > bytes.length || !secondFits(lead, bytes[at + 1] & 0xFF)) return 0;
        for (int i = at + 2; i < at + width; i++) {
            if ((bytes[i] & 0xC0) != 0x80) return 0;
        }
        return width;
    }

    /** The second byte decides about overlong forms, surrogates and the end of Unicode. */
    private static boolean secondFits(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF;
            case 0xED -> second >= 0x80 && second <= 0x9F;
            case 0xF0 -> second >= 0x90 && second <= 0xBF;
            case 0xF4 -> second >= 0x80 && second <= 0x8F;
            default -> second >= 0x80 && second <= 0xBF;
        };
    }
}
