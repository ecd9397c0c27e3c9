package io.fluxrouter.app.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * One line of the table.
 *
 * @param trial what a trial with somebody else's ids carries besides those in the path; empty for
 *     nothing
 */
record Rule(Who who, String method, String path, String trial) {

    /** In the place of a trial: what the path names is nobody's own. */
    private static final String EVERYBODYS = "everybody's";

    static List<Rule> table() {
        try (InputStream in = Rule.class.getResourceAsStream("matrix.txt")) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Rule::read)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Rule read(String line) {
        String[] parts = line.split("\\s+", 4);
        return new Rule(
                Who.valueOf(parts[0]), parts[1], parts[2], parts.length > 3 ? parts[3] : "");
    }

    /** As the program lists its routes. */
    String route() {
        return method + " " + path;
    }

    boolean isOfBillingApi() {
        return path.startsWith("/api/v1/");
    }

    /** Whether the call can name something that belongs to somebody. */
    boolean namesThings() {
        return !trial.equals(EVERYBODYS) && (path.contains("{") || trial.contains("$"));
    }

    @Override
    public String toString() {
        return route();
    }
}
