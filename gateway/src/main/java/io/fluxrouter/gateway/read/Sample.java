package io.fluxrouter.gateway.read;

/** A piece of text on its way to be searched for words. Lives no longer than the search. */
final class Sample {
    private final byte[] body;
    private final byte[] text;
    private int length;

    Sample(byte[] body, int capacity) {
        this.body = body;
        this.text = new byte[capacity];
    }

    /** Adds a stretch of a JSON string and, if it is not empty, the end of a line. */
    void append(int from, int to) {
        if (from >= to) return;
        int at = from;
        while (at < to) {
            if (body[at] != '\\') {
                text[length++] = body[at++];
            } else {
                byte escape = at + 1 < to ? body[at + 1] : (byte) 'n';
                text[length++] = (byte) meaning(escape);
                at += escape == 'u' ? 6 : 2;
            }
        }
        text[length++] = '\n';
    }

    private static int meaning(byte escape) {
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'n', 'r' -> '\n';
            default -> ' ';
        };
    }

    /** The text, and zero bytes after it where escapes made it shorter. */
    byte[] bytes() {
        return text;
    }
}
