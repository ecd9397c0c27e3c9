package io.fluxrouter.core.auth;

import io.fluxrouter.core.access.IpRange;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The addresses a request has come through, as its headers tell, the farthest first. */
final class Hops {
    private static final int MAX_PORT_DIGITS = 5;

    private Hops() {}

    /** As they were sent, unread. */
    static List<String> of(Function<String, List<String>> headers) {
        List<String> hops = new ArrayList<>();
        for (String value : headers.apply("X-Forwarded-For")) {
            // Knows no quotes: one that a client opens would swallow what the proxies add.
            hops.addAll(List.of(value.split(",", -1)));
        }
        if (!hops.isEmpty()) return hops;
        for (String value : headers.apply("Forwarded")) {
            for (String element : Quoted.split(value, ',')) hops.add(forwardedFor(element));
        }
        return hops;
    }

    /** What an element of RFC 7239 says in {@code for=}; nothing if it says it not or twice. */
    private static String forwardedFor(String element) {
        String found = "";
        for (String pair : Quoted.split(element, ';')) {
            int equals = pair.indexOf('=');
            if (equals < 0 || !pair.substring(0, equals).strip().equalsIgnoreCase("for")) continue;
            if (!found.isEmpty()) return "";
            found = Quoted.unquoted(pair.substring(equals + 1).strip());
        }
        return found;
    }

    /** Reads "10.0.0.1", "10.0.0.1:80", "2001:db8::1", "[2001:db8::1]:443"; null for all else. */
    static @Nullable InetAddress address(String hop) {
        String text = hop.strip();
        boolean bracket = text.startsWith("[");
        int end = bracket ? text.indexOf(']') : onlyColon(text);
        if (end >= 0) {
            if (!isPort(text, bracket ? end + 1 : end)) return null;
            text = text.substring(bracket ? 1 : 0, end);
        }
        return literal(text, bracket);
    }

    private static @Nullable InetAddress literal(String text, boolean bracket) {
        // The zone of an address means something on one host only, and reading it asks that host.
        if (text.indexOf('%') >= 0) return null;
        if (bracket && text.indexOf(':') < 0) return null;
        try {
            return IpRange.literal(text);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    /** Where the port of an IPv4 address begins; -1 without one. */
    private static int onlyColon(String text) {
        int colon = text.indexOf(':');
        return colon == text.lastIndexOf(':') ? colon : -1;
    }

    private static boolean isPort(String text, int from) {
        if (from == text.length()) return true;
        int digits = text.length() - from - 1;
        if (text.charAt(from) != ':' || digits < 1 || digits > MAX_PORT_DIGITS) return false;
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        }
        return true;
    }
}
