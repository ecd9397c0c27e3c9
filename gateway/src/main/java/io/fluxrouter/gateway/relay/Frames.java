package io.fluxrouter.gateway.relay;

import java.util.Arrays;

/**
 * Cuts a stream of bytes into server-sent events: everything up to and with a blank line. Keeps
 * only the piece of an event that is still incomplete.
 *
 * <p>Threads: confined to the event loop of its request.
 */
final class Frames {
    /**
     * No real event comes near; a provider that sends one is broken, and must not fill our memory.
     */
    static final int MAX_FRAME = 4 * 1024 * 1024;

    private static final byte[] NOTHING = new byte[0];

    private byte[] rest = NOTHING;

    /**
     * What is known up to now and not yet given out as a whole event, followed by the new bytes.
     */
    byte[] with(byte[] more) {
        if (rest.length == 0) return more;
        byte[] joined = Arrays.copyOf(rest, rest.length + more.length);
        System.arraycopy(more, 0, joined, rest.length, more.length);
        rest = NOTHING;
        return joined;
    }

    /** Keeps an incomplete event for the next time. */
    void keep(byte[] bytes, int from) {
        rest = from == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, from, bytes.length);
    }

    boolean tooLong() {
        return rest.length > MAX_FRAME;
    }

    /**
     * The offset behind the event that starts at {@code from}, or -1 if its blank line is not there
     * yet.
     */
    static int end(byte[] bytes, int from) {
        for (int at = from; at < bytes.length - 1; at++) {
            if (bytes[at] != '\n') continue;
            if (bytes[at + 1] == '\n') return at + 2;
            boolean carriage = bytes[at + 1] == '\r' && at + 2 < bytes.length;
            if (carriage && bytes[at + 2] == '\n') return at + 3;
        }
        return -1;
    }
}
