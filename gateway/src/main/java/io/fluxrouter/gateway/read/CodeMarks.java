package io.fluxrouter.gateway.read;

import java.nio.charset.StandardCharsets;

/**
 * The signs of source code in a prompt. Counts how many different ones there are: one may be
 * chance, two are code. Words count only where a line begins with them, because <i>class</i>,
 * <i>import</i> and <i>return</i> are English too.
 */
final class CodeMarks {
    /** What prose hardly ever has: fences, calls, operators, tags, stack traces. */
    private static final byte[][] ANYWHERE =
            bytes("```", "#include", ");", "();", "=>", "->", "::", "==", "!=", "&&", "</", "{}");

    /** The beginnings of declarations, statements, queries and stack traces. */
    private static final byte[][] AT_LINE_START =
            bytes(
                    "def ",
                    "class ",
                    "function ",
                    "import ",
                    "from ",
                    "public ",
                    "private ",
                    "const ",
                    "let ",
                    "var ",
                    "return ",
                    "func ",
                    "fn ",
                    "package ",
                    "using ",
                    "SELECT ",
                    "INSERT INTO ",
                    "CREATE TABLE ",
                    "Traceback (",
                    "at ",
                    "}",
                    "{",
                    "if (",
                    "for (",
                    "while (",
                    "async ",
                    "#!/");

    private static final boolean[] BEGIN_ANYWHERE = firstBytes(ANYWHERE);
    private static final boolean[] BEGIN_AT_LINE_START = firstBytes(AT_LINE_START);

    private CodeMarks() {}

    static int count(byte[] text) {
        long found = 0;
        boolean lineStart = true;
        for (int at = 0; at < text.length; at++) {
            byte here = text[at];
            if (here == '\n') {
                lineStart = true;
            } else if (here != ' ' && here != '\t') {
                if (lineStart && here > 0 && BEGIN_AT_LINE_START[here]) {
                    found |= match(text, at, AT_LINE_START) << ANYWHERE.length;
                }
                lineStart = false;
                if (here > 0 && BEGIN_ANYWHERE[here]) found |= match(text, at, ANYWHERE);
            }
        }
        return Long.bitCount(found);
    }

    /** The bit of the mark at this place, or 0. */
    private static long match(byte[] text, int at, byte[][] marks) {
        for (int i = 0; i < marks.length; i++) {
            if (startsWith(text, at, marks[i])) return 1L << i;
        }
        return 0;
    }

    private static boolean startsWith(byte[] text, int at, byte[] mark) {
        if (text[at] != mark[0] || at + mark.length > text.length) return false;
        for (int i = 1; i < mark.length; i++) {
            if (text[at + i] != mark[i]) return false;
        }
        return true;
    }

    private static boolean[] firstBytes(byte[][] marks) {
        boolean[] first = new boolean[128];
        for (byte[] mark : marks) first[mark[0]] = true;
        return first;
    }

    private static byte[][] bytes(String... marks) {
        byte[][] bytes = new byte[marks.length][];
        for (int i = 0; i < marks.length; i++) {
            bytes[i] = marks[i].getBytes(StandardCharsets.US_ASCII);
        }
        return bytes;
    }
}
