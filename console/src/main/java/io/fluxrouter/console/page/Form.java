package io.fluxrouter.console.page;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.console.http.Request;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The fields of a form as a browser sent them. An empty field is none. */
public final class Form {
    private final Map<String, String> fields;

    private Form(Map<String, String> fields) {
        this.fields = fields;
    }

    /** Throws {@link io.fluxrouter.core.refusal.ApiError} INVALID_VALUE for what is no form. */
    public static Form of(Request request) {
        Map<String, String> fields = new LinkedHashMap<>();
        String body = request.body().toString(StandardCharsets.UTF_8);
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) continue;
            fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
        return new Form(fields);
    }

    private static String decoded(String text) {
        try {
            String value = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (value.indexOf('\0') < 0) return value;
        } catch (IllegalArgumentException malformed) {
            throw Fields.invalid("The form cannot be read.", "form");
        }
        throw Fields.invalid("The form must not have U+0000 in it.", "form");
    }

    /** The text as it was sent; "" where it was not. */
    public String text(String name) {
        return fields.getOrDefault(name, "");
    }

    public Optional<String> find(String name) {
        return Optional.of(text(name).strip()).filter(text -> !text.isEmpty());
    }

    /** Of all fields, as they were sent. */
    public Set<String> names() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    public boolean isOn(String name) {
        return fields.containsKey(name);
    }

    /** The parts of a list that was typed with commas or on lines. */
    public List<String> list(String name) {
        return Arrays.stream(text(name).split("[,\\s]+", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    public Optional<Integer> number(String name) {
        try {
            return find(name).map(Integer::valueOf);
        } catch (NumberFormatException notOne) {
            throw Fields.invalid(name + " must be a whole number.", name);
        }
    }

    /** An amount as people type it: "12.50", perhaps with a dollar sign. */
    public Optional<BigDecimal> dollars(String name) {
        try {
            return find(name)
                    .map(text -> text.replace("$", "").replace(",", "").strip())
                    .map(BigDecimal::new);
        } catch (NumberFormatException notOne) {
            throw Fields.invalid(name + " must be an amount like 12.50.", name);
        }
    }

    public UUID id(String name) {
        try {
            return UUID.fromString(text(name));
        } catch (IllegalArgumentException notOne) {
            throw Fields.invalid(name + " must be an id.", name);
        }
    }
}
