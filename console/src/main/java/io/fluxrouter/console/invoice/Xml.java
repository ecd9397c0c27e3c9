package io.fluxrouter.console.invoice;

/** What may stand in XML 1.0, which the PDF is read from. */
final class Xml {
    private static final int REPLACEMENT = 0xFFFD;

    private Xml() {}

    /** The text with a mark in the place of each character that XML has no way to write. */
    static String printable(String text) {
        if (text.codePoints().allMatch(Xml::isAllowed)) return text;
        return text.codePoints()
                .map(character -> isAllowed(character) ? character : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * The text without the characters that turn the direction of what follows (Unicode's bidi
     * embeddings, overrides and isolates): a name must not make an amount beside it read backwards.
     */
    static String undirected(String text) {
        if (text.codePoints().noneMatch(Xml::turns)) return text;
        return text.codePoints()
                .filter(character -> !turns(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean turns(int character) {
        return (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }

    private static boolean isAllowed(int character) {
        if (character < 0x20) return character == '\t' || character == '\n' || character == '\r';
        return character < 0xD800
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}
