package io.fluxrouter.gateway.meter;

/** Searching in byte arrays, which the JDK leaves to its users. */
public final class Bytes {
    private Bytes() {}

    /** The first offset of {@code wanted} at or after {@code from}, or -1. */
    public static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
        byte first = wanted[0];
        int last = to - wanted.length;
        for (int at = from; at <= last; at++) {
            if (bytes[at] == first && matches(bytes, at, wanted)) return at;
        }
        return -1;
    }

    private static boolean matches(byte[] bytes, int at, byte[] wanted) {
        for (int i = 1; i < wanted.length; i++) if (bytes[at + i] != wanted[i]) return false;
        return true;
    }

    /** The offset behind the closing quote of the JSON string that opens at {@code quote}. */
    static int endOfString(byte[] bytes, int quote, int to) {
        for (int at = quote + 1; at < to; at++) {
            if (bytes[at] == '\\') {
                at++;
            } else if (bytes[at] == '"') {
                return at + 1;
            }
        }
        return to;
    }
}
