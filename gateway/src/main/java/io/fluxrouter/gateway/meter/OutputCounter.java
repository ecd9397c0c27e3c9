package io.fluxrouter.gateway.meter;

/**
 * Counts the tokens of a stream in case its provider never says. Providers send a token or a few at
 * a time, so each piece counts as one token, or as one per {@value #BYTES_PER_TOKEN} bytes where it
 * is longer. Keeps no text.
 *
 * <p>Threads: confined to the event loop of its request.
 */
public final class OutputCounter {
    private static final int BYTES_PER_TOKEN = 4;

    /** Members of a delta whose strings the model wrote. */
    private static final byte[][] TEXTS = {
        "\"content\":".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
        "\"arguments\":".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
        "\"reasoning_content\":".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
        "\"refusal\":".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
    };

    private long tokens;

    public long tokens() {
        return tokens;
    }

    /** Counts the text of one frame. */
    public void count(byte[] frame, int from, int to) {
        for (byte[] text : TEXTS) countStrings(frame, from, to, text);
    }

    private void countStrings(byte[] frame, int from, int to, byte[] name) {
        int at = Bytes.indexOf(frame, from, to, name);
        while (at >= 0) {
            int value = at + name.length;
            while (value < to && frame[value] == ' ') value++;
            int end = value;
            if (value < to && frame[value] == '"') {
                end = Bytes.endOfString(frame, value, to);
                add(end - value - 2);
            }
            at = Bytes.indexOf(frame, Math.max(end, value), to, name);
        }
    }

    private void add(int bytes) {
        if (bytes > 0) tokens += Math.max(1, (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
    }
}
