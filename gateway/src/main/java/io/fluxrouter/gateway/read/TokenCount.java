package io.fluxrouter.gateway.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fluxrouter.gateway.count.Vocabulary;

/**
 * A count of the tokens of a prompt that holds for other vocabularies than the one it uses. The
 * text is counted with o200k_base and half as much again is added. What o200k_base packs far more
 * tightly than others is added one by one: digits (some make each a token), characters that repeat
 * the one before (runs of spaces or dashes), and each byte that is not ASCII (older vocabularies
 * split other scripts into bytes).
 */
record TokenCount(long plain, long withMargin) {
    /**
     * The time to count a word grows faster than the word, and hostile text is one word. A cut
     * costs a token at most.
     */
    private static final int MAX_PIECE = 256;

    /** The tokens of everything in a body that was read before: names, strings, numbers. */
    static TokenCount of(byte[] body, Facts facts) {
        StringBuilder text = new StringBuilder(body.length - facts.imageDataBytes());
        try (BodyParser json = new BodyParser(body)) {
            while (json.next() != null) append(json, facts, text);
        }
        return of(text);
    }

    static TokenCount of(CharSequence text) {
        String whole = wellFormed(text);
        long plain = 0;
        int at = 0;
        while (at < whole.length()) {
            int end = pieceEnd(whole, at);
            plain += Vocabulary.count(whole.substring(at, end));
            at = end;
        }
        return new TokenCount(plain, plain + (plain + 1) / 2 + extras(text));
    }

    /** Before a space where there is one, so that no word is cut that need not be. */
    private static int pieceEnd(String text, int start) {
        int end = start + MAX_PIECE;
        if (end >= text.length()) return text.length();
        int space = text.lastIndexOf(' ', end);
        if (space > start) return space;
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    /** Half a surrogate pair, which JSON can spell and no vocabulary knows, becomes "?". */
    private static String wellFormed(CharSequence text) {
        return new String(text.toString().getBytes(UTF_8), UTF_8);
    }

    private static long extras(CharSequence text) {
        long extras = 0;
        char before = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // Half of a surrogate pair has two bytes of four.
                extras += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            } else if (c == before || (c >= '0' && c <= '9')) {
                extras++;
            }
            before = c;
        }
        return extras;
    }

    /**
     * The token here, with its escapes undone: JSON, roughly, as some providers show it to models.
     */
    private static void append(BodyParser json, Facts facts, StringBuilder text) {
        switch (json.token()) {
            case PROPERTY_NAME -> text.append('"').append(json.string()).append("\": ");
            case VALUE_STRING -> {
                if (!facts.isImageData(json.position())) {
                    text.append('"').append(json.string()).append("\"\n");
                }
            }
            case null, default -> text.append(json.string()).append(' ');
        }
    }
}
