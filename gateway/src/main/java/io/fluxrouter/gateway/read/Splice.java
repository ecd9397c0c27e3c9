package io.fluxrouter.gateway.read;

import io.vertx.core.buffer.Buffer;

/**
 * A copy of the body with a few stretches replaced. The rest is the caller's bytes, so that numbers
 * keep their digits and text its escapes. Replacements may come in any order and must not overlap.
 */
final class Splice {
    /** Fields that change, and one that is taken out. */
    private static final int MAX_CUTS = 8;

    private final byte[] body;
    private final Span[] cuts = new Span[MAX_CUTS];
    private final byte[][] replacements = new byte[MAX_CUTS][];
    private int count;
    private int length;

    Splice(byte[] body) {
        this.body = body;
        this.length = body.length;
    }

    void insert(int at, byte[] bytes) {
        replace(new Span(at, at), bytes);
    }

    void replace(Span cut, byte[] bytes) {
        int place = count++;
        while (place > 0 && isBefore(cut, cuts[place - 1])) {
            cuts[place] = cuts[place - 1];
            replacements[place] = replacements[place - 1];
            place--;
        }
        cuts[place] = cut;
        replacements[place] = bytes;
        length += bytes.length - cut.length();
    }

    /** An insertion goes before a replacement that begins at the same place. */
    private static boolean isBefore(Span cut, Span other) {
        if (cut.from() != other.from()) return cut.from() < other.from();
        return cut.to() < other.to();
    }

    Buffer result() {
        Buffer result = Buffer.buffer(length);
        int at = 0;
        for (int i = 0; i < count; i++) {
            result.appendBytes(body, at, cuts[i].from() - at).appendBytes(replacements[i]);
            at = cuts[i].to();
        }
        return result.appendBytes(body, at, body.length - at);
    }
}
