package io.fluxrouter.billing.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the file, while its fields are taken out of it. What is wrong or missing is
 * reported and read as null, so that reading goes on and finds the next mistake. Fields nobody took
 * are unknown: {@link #end} reports them.
 */
final class Section {
    private final Map<String, YamlNode> entries;
    private final String path;
    private final int line;
    private final Mistakes mistakes;
    private final List<String> known = new ArrayList<>();

    private Section(YamlNode.Mapping mapping, String path, Mistakes mistakes) {
        this.entries = new LinkedHashMap<>(mapping.entries());
        this.path = path;
        this.line = mapping.line();
        this.mistakes = mistakes;
    }

    /** Null where the node is not a mapping, which is reported. */
    static @Nullable Section of(YamlNode node, String path, Mistakes mistakes) {
        if (node instanceof YamlNode.Mapping mapping) return new Section(mapping, path, mistakes);
        mistakes.add(node.line(), path, "expected fields, each \"name: value\"");
        return null;
    }

    String path() {
        return path;
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** The names that are left, in the order of the file. */
    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    @Nullable YamlNode take(String name) {
        known.add(name);
        return entries.remove(name);
    }

    void missing(String name, String expected) {
        mistakes.add(line, at(name), "is missing; expected " + expected);
    }

    void wrong(YamlNode node, String name, String message) {
        mistakes.add(node.line(), at(name), message);
    }

    void wrong(String message) {
        mistakes.add(line, path, message);
    }

    /** Null where there is no such field. */
    @Nullable Section section(String name) {
        YamlNode node = take(name);
        return node == null ? null : nested(name, node);
    }

    /** A field's own fields, of a node that was taken already. */
    @Nullable Section nested(String name, YamlNode node) {
        return of(node, at(name), mistakes);
    }

    @Nullable Section requiredSection(String name, String expected) {
        if (!has(name)) missing(name, expected);
        return section(name);
    }

    /**
     * The text of a scalar; null where there is none, and reported where there is something else.
     */
    YamlNode.@Nullable Scalar scalar(String name, String expected) {
        YamlNode node = take(name);
        if (node == null) return null;
        if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) return scalar;
        wrong(node, name, "expected " + expected);
        return null;
    }

    YamlNode.@Nullable Scalar requiredScalar(String name, String expected) {
        if (!has(name)) missing(name, expected);
        return scalar(name, expected);
    }

    /** A whole number within bounds; the fallback where there is none. */
    @Nullable Long number(String name, @Nullable Long fallback, long least, long most) {
        String expected = "a whole number from " + least + " to " + most;
        if (fallback == null && !has(name)) missing(name, expected);
        if (!has(name)) return fallback;
        YamlNode.Scalar scalar = scalar(name, expected);
        if (scalar == null) return null;
        if (scalar.text().matches("\\d{1,18}")) {
            long value = Long.parseLong(scalar.text());
            if (value >= least && value <= most) return value;
        }
        wrong(scalar, name, "is " + scalar.text() + "; expected " + expected);
        return null;
    }

    /** Texts of a list; empty where there is none. */
    List<YamlNode.Scalar> scalars(String name, String expected) {
        List<YamlNode.Scalar> texts = new ArrayList<>();
        for (YamlNode item : items(name, expected)) {
            if (item instanceof YamlNode.Scalar scalar) {
                texts.add(scalar);
            } else {
                wrong(item, name, "expected " + expected);
            }
        }
        return texts;
    }

    List<YamlNode> items(String name, String expected) {
        YamlNode node = take(name);
        if (node == null) return List.of();
        if (node instanceof YamlNode.Sequence sequence) return sequence.items();
        wrong(node, name, "expected " + expected);
        return List.of();
    }

    /** Reports every field that nobody took. */
    void end() {
        entries.forEach(
                (name, node) ->
                        wrong(
                                node,
                                name,
                                "is not known here; known are " + String.join(", ", known)));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
