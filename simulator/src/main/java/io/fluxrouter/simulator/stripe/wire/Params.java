package io.fluxrouter.simulator.stripe.wire;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters of a request, or a group of them, by name. Readers throw Stripe's errors, with the
 * whole path of the parameter. An empty text counts as absent: that is how Stripe unsets a value.
 */
public final class Params {
    private final ObjectNode tree;
    private final String path;

    private Params(ObjectNode tree, String path) {
        this.tree = tree;
        this.path = path;
    }

    public static Params of(ObjectNode tree) {
        return new Params(tree, "");
    }

    public static Params none() {
        return of(Json.object());
    }

    public Iterable<String> names() {
        return List.copyOf(tree.propertyNames());
    }

    /** Whether the parameter was sent, be it empty. */
    public boolean sent(String name) {
        return tree.has(name);
    }

    public Optional<String> text(String name) {
        return Optional.of(tree.path(name).asString("")).filter(value -> !value.isEmpty());
    }

    public String text(String name, String standard) {
        return text(name).orElse(standard);
    }

    public String required(String name) {
        return text(name).orElseThrow(() -> StripeError.missing(pathOf(name)));
    }

    /** An address of a page; anything that a browser would run is refused. */
    public Optional<String> url(String name) {
        Optional<String> url = text(name);
        if (url.isEmpty() || url.get().startsWith("http://") || url.get().startsWith("https://")) {
            return url;
        }
        throw StripeError.invalid("url_invalid", pathOf(name), "Not a valid URL");
    }

    /** One of the values; the first is the standard one. */
    public String choice(String name, String... values) {
        String value = text(name, values[0]);
        if (List.of(values).contains(value)) return value;
        throw StripeError.invalid(
                pathOf(name),
                "Invalid %s: must be one of %s".formatted(pathOf(name), String.join(", ", values)));
    }

    public OptionalLong number(String name) {
        Optional<String> value = text(name);
        if (value.isEmpty()) return OptionalLong.empty();
        try {
            return OptionalLong.of(Long.parseLong(value.get()));
        } catch (NumberFormatException notWhole) {
            throw StripeError.invalid(
                    "parameter_invalid_integer", pathOf(name), "Invalid integer: " + value.get());
        }
    }

    public long number(String name, long standard) {
        return number(name).orElse(standard);
    }

    public long requiredNumber(String name) {
        return number(name).orElseThrow(() -> StripeError.missing(pathOf(name)));
    }

    public boolean flag(String name, boolean standard) {
        String value = text(name, String.valueOf(standard));
        if (value.equals("true") || value.equals("false")) return value.equals("true");
        throw StripeError.invalid(pathOf(name), "Invalid boolean: " + value);
    }

    /** The group of a name; empty where it was not sent. */
    public Params group(String name) {
        JsonNode group = tree.get(name);
        return new Params(
                group instanceof ObjectNode object ? object : Json.object(), pathOf(name));
    }

    /** The groups of a list such as {@code line_items[0][price]}. */
    public List<Params> groups(String name) {
        Params list = group(name);
        return Stream.of(list.tree)
                .flatMap(tree -> tree.propertyNames().stream())
                .map(list::group)
                .toList();
    }

    public List<String> texts(String name) {
        return group(name).tree.values().stream().map(value -> value.asString("")).toList();
    }

    /** The name with the names of the groups around it, as errors show it. */
    public String pathOf(String name) {
        return path.isEmpty() ? name : path + "[" + name + "]";
    }

    /** Writes the texts that were sent into an object; an empty one becomes null. */
    public void copyTexts(ObjectNode to, String... names) {
        for (String name : names) {
            if (sent(name)) to.put(name, text(name).orElse(null));
            else if (!to.has(name)) to.putNull(name);
        }
    }

    /** Merges the metadata that was sent into an object's own; an empty value removes its key. */
    public void mergeMetadata(ObjectNode to) {
        JsonNode before = to.get("metadata");
        ObjectNode metadata = before instanceof ObjectNode kept ? kept : to.putObject("metadata");
        ObjectNode sent = group("metadata").tree;
        sent.propertyNames().forEach(key -> mergeOne(metadata, key, sent.path(key).asString("")));
        if (sent("metadata") && sent.isEmpty()) metadata.removeAll();
    }

    private static void mergeOne(ObjectNode metadata, String key, String value) {
        if (value.isEmpty()) metadata.remove(key);
        else metadata.put(key, value);
    }

    /** The group as it was sent, every value a text. */
    public ObjectNode tree() {
        return tree.deepCopy();
    }
}
