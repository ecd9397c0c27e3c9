package io.fluxrouter.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The tour's prompts: real ones, of real variety, so that the router has something to decide. */
final class Prompts {
    private static final String SEPARATOR = "\n%%\n";

    private Prompts() {}

    static List<String> all() {
        try (InputStream in = Prompts.class.getResourceAsStream("prompts.txt")) {
            byte[] bytes =
                    Objects.requireNonNull(in, "prompts.txt is part of the jar").readAllBytes();
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            return List.of(text.split(SEPARATOR));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
