package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Call;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page of a list, newest first, by {@code limit}, {@code starting_after}, {@code ending_before}.
 */
final class Listing {
    private static final int STANDARD = 10;
    private static final int MOST = 100;

    private Listing() {}

    /**
     * Opens a kind of object to be read: one by its id, and all in pages.
     *
     * @param by members by whose value the list can be narrowed
     */
    static void open(Routes routes, World world, String kind, String path, String... by) {
        routes.get(path, call -> of(call, world.all(kind).filter(matching(call.params(), by))));
        routes.get(path + "/{}", call -> world.get(kind, call.id()));
    }

    /** The page of the objects that the request asks for. */
    static ObjectNode of(Call call, Stream<ObjectNode> objects) {
        Params params = call.params();
        List<ObjectNode> all = objects.filter(createdWithin(params.group("created"))).toList();
        int limit = limit(params);
        int from = 0;
        int to = all.size();
        if (params.sent("starting_after")) from = position(all, params, "starting_after") + 1;
        if (params.sent("ending_before")) to = position(all, params, "ending_before");
        boolean backwards = params.sent("ending_before") && !params.sent("starting_after");
        boolean more = to - from > limit;
        if (more && backwards) from = to - limit;
        else if (more) to = from + limit;
        return page(call.path(), all.subList(from, Math.max(from, to)), more);
    }

    static ObjectNode page(String url, List<ObjectNode> objects, boolean more) {
        ObjectNode list = Json.object().put("object", "list").put("url", url).put("has_more", more);
        var data = list.putArray("data");
        objects.forEach(object -> data.add(object.deepCopy()));
        return list;
    }

    /** Keeps objects whose member is the parameter of the same name, where that was sent. */
    static Predicate<ObjectNode> matching(Params params, String... names) {
        return object ->
                Stream.of(names)
                        .allMatch(
                                name ->
                                        params.text(name)
                                                .map(Json.text(object, name)::equals)
                                                .orElse(true));
    }

    private static int limit(Params params) {
        long limit = params.number("limit", STANDARD);
        if (limit < 1 || limit > MOST) {
            throw StripeError.invalid("limit", "Invalid limit: must be between 1 and 100");
        }
        return (int) limit;
    }

    private static int position(List<ObjectNode> all, Params params, String name) {
        String id = params.required(name);
        return IntStream.range(0, all.size())
                .filter(i -> Json.text(all.get(i), "id").equals(id))
                .findFirst()
                .orElseThrow(() -> StripeError.noSuch("object", id, name));
    }

    private static Predicate<ObjectNode> createdWithin(Params bounds) {
        long after = bounds.number("gt", Long.MIN_VALUE);
        long from = bounds.number("gte", Long.MIN_VALUE);
        long before = bounds.number("lt", Long.MAX_VALUE);
        long until = bounds.number("lte", Long.MAX_VALUE);
        return object -> {
            long created = object.path("created").asLong(0);
            return created > after && created >= from && created < before && created <= until;
        };
    }
}
