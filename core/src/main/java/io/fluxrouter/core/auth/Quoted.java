package io.fluxrouter.core.auth;

import java.util.ArrayList;
import java.util.List;

/** Header values with quoted strings in them (RFC 9110, 5.6.4). */
final class Quoted {
    private Quoted() {}

    /**
     * Splits at a separator outside of quotes. Inside of them it is text: a client chooses the
     * value of {@code host="…"} and must not begin an element there. A quote that is never closed
     * makes all of it one empty part: what a proxy added would be text of the client's.
     */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (!quoted && c == separator) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return quoted ? List.of("") : parts;
    }

    /** Without the quotes around it, if both are there. Escapes stay: no address has one. */
    static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
