package io.fluxrouter.gateway.read;

/**
 * Where the text of one message lies, and how long it is. Holds places, not text. Of a message in
 * many parts the first few and the last are remembered.
 */
final class SampledText {
    private static final int MAX_PARTS = 16;

    private final byte[] body;
    private final int[] from = new int[MAX_PARTS];
    private final int[] to = new int[MAX_PARTS];
    private int parts;
    private long characters;

    SampledText(byte[] body) {
        this.body = body;
    }

    void clear() {
        parts = 0;
        characters = 0;
    }

    void add(RawString text) {
        int part = Math.min(parts, MAX_PARTS - 1);
        from[part] = text.from();
        to[part] = text.to();
        parts = part + 1;
        characters += text.characters();
    }

    long characters() {
        return characters;
    }

    /**
     * The beginning and the end of the text, at most so many bytes of each as they are in the body,
     * with the escapes of white space, quotes and slashes undone. Other escapes become one space.
     */
    byte[] sample(int head, int tail) {
        Sample sample = new Sample(body, Math.min(rawLength(), head + tail) + parts + 1);
        long skipFrom = head;
        long skipTo = Math.max(head, rawLength() - tail);
        long before = 0;
        for (int part = 0; part < parts; part++) {
            int end = to[part];
            long left = Math.min(end, from[part] + Math.max(0, skipFrom - before));
            sample.append(from[part], (int) left);
            long right = Math.max(left, from[part] + Math.max(0, skipTo - before));
            sample.append((int) Math.min(end, right), end);
            before += end - from[part];
        }
        return sample.bytes();
    }

    private int rawLength() {
        int length = 0;
        for (int part = 0; part < parts; part++) length += to[part] - from[part];
        return length;
    }
}
