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

    private static boolean isAllowed(int character) {
        if (character < 0x20) return character == '\t' || character == '\n' || character == '\r';
        return character < 0xD800
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}
