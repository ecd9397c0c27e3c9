package io.fluxrouter.core.access;

/** A pattern of names in which {@code *} stands for any run of characters: "gpt-4o*". */
public record Glob(String pattern) {

    public Glob {
        if (pattern.isBlank()) throw new IllegalArgumentException("empty pattern");
    }

    /** Linear in the length of name times pattern at worst; never exponential. */
    public boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (at < name.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                resume = at;
            } else if (in < pattern.length() && pattern.charAt(in) == name.charAt(at)) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') in++;
        return in == pattern.length();
    }
}
