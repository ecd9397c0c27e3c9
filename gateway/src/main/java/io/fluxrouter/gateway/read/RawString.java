package io.fluxrouter.gateway.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A string of the body, measured where it lies, without decoding it. One object measures many, one
 * after another. The bytes must be UTF-8; whether the escapes are JSON is for the parser to say.
 */
final class RawString {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private final byte[] body;
    private int from;
    private int to;
    private long characters;

    RawString(byte[] body) {
        this.body = body;
    }

    /** Measures the string whose opening quote is at {@code quote}. */
    void measure(int quote) {
        from = quote + 1;
        characters = 0;
        int at = from;
        while (at < body.length && body[at] != '"') {
            int plain = plainRun(at);
            characters += plain;
            at += plain;
            if (at < body.length && body[at] != '"') at = afterOddOne(at);
        }
        to = Math.min(at, body.length);
    }

    /** Eight bytes at a time, for as long as they are ASCII, no quote and no backslash. */
    private int plainRun(int start) {
        int at = start;
        while (at + 8 <= body.length) {
            long eight = (long) EIGHT_BYTES.get(body, at);
            long odd = eight | zeroBytes(eight ^ QUOTES) | zeroBytes(eight ^ BACKSLASHES);
            if ((odd & HIGH_BITS) != 0) break;
            at += 8;
        }
        return at - start;
    }

    /** The high bit of each byte that is zero is set (and perhaps that of a byte above one). */
    private static long zeroBytes(long eight) {
        return (eight - ONES) & ~eight;
    }

    private int afterOddOne(int at) {
        byte first = body[at];
        if (first == '\\') {
            characters++;
            return at + 1 < body.length && body[at + 1] == 'u' ? at + 6 : at + 2;
        }
        return first >= 0 ? afterAscii(at) : afterNotAscii(at);
    }

    /** The first byte after the opening quote. */
    int from() {
        return from;
    }

    /** The closing quote, or the end of the body if there is none. */
    int to() {
        return to;
    }

    private int afterAscii(int start) {
        characters++;
        return start + 1;
    }

    /** To the end of the run: other scripts come in runs. */
    private int afterNotAscii(int start) {
        int at = start;
        while (at < body.length && body[at] < 0) {
            if ((body[at++] & 0xC0) != 0x80) characters++;
        }
        return at;
    }

    boolean startsWith(byte[] prefix) {
        return to - from >= prefix.length
                && Arrays.equals(body, from, from + prefix.length, prefix, 0, prefix.length);
    }

    /** Code points; an escaped surrogate pair counts as two. */
    long characters() {
        return characters;
    }
}
