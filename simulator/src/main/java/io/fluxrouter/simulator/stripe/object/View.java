package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the world sees of an object: without the simulator's own members, and with the objects
 * instead of their ids where {@code expand} asks for them. A member {@code _name} is shown as
 * {@code name} when it is expanded, such as the line items of a session.
 */
public final class View {
    /** Stripe's own limit. */
    private static final int MAX_DEPTH = 4;

    private View() {}

    /** A copy that shares nothing with the object. */
    public static ObjectNode of(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        hide(copy);
        return copy;
    }

    /** Puts the objects of the paths, such as {@code data.customer}, in the place of their ids. */
    public static ObjectNode expanded(World world, ObjectNode object, List<String> paths) {
        ObjectNode copy = object.deepCopy();
        for (String path : paths) {
            List<String> names = List.of(path.split("\\.", -1));
            if (names.size() > MAX_DEPTH) {
                throw StripeError.invalid(
                        "expand", "You cannot expand more than 4 levels of a property: " + path);
            }
            expand(world, copy, names);
        }
        hide(copy);
        return copy;
    }

    private static void expand(World world, ObjectNode in, List<String> names) {
        String name = names.getFirst();
        if (!in.has(name) && !in.has("_" + name)) {
            throw StripeError.invalid(
                    "expand", "This property cannot be expanded (%s).".formatted(name));
        }
        JsonNode hidden = in.remove("_" + name);
        if (hidden != null) in.set(name, hidden);
        resolved(world, in.path(name)).ifPresent(object -> in.set(name, object));
        List<String> rest = names.subList(1, names.size());
        if (!rest.isEmpty()) inside(in.path(name)).forEach(object -> expand(world, object, rest));
    }

    private static Optional<ObjectNode> resolved(World world, JsonNode value) {
        return value.isString()
                ? world.find(value.asString()).map(ObjectNode::deepCopy)
                : Optional.empty();
    }

    /** The object, or every object of the list; {@code data} of a list holds ids or objects. */
    private static List<ObjectNode> inside(JsonNode value) {
        List<ObjectNode> found = new ArrayList<>();
        if (value instanceof ObjectNode object) found.add(object);
        if (value instanceof ArrayNode list) {
            for (JsonNode element : list) {
                if (element instanceof ObjectNode object) found.add(object);
            }
        }
        return found;
    }

    private static void hide(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(
                    object.propertyNames().stream().filter(name -> name.startsWith("_")).toList());
        }
        node.forEach(View::hide);
    }
}
