package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Call;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** What happened, each fact once: {@code evt_}. */
final class Events {
    private static final String KIND = "event";
    private static final String PATH = "/v1/events";

    private final World world;

    Events(World world) {
        this.world = world;
    }

    void open(Routes routes) {
        routes.get(PATH, this::list);
        routes.get(PATH + "/{}", call -> world.get(KIND, call.id()));
    }

    private ObjectNode list(Call call) {
        return Listing.of(
                call,
                world.all(KIND)
                        .filter(Listing.matching(call.params(), "type"))
                        .filter(ofTypes(call.params())));
    }

    private static Predicate<ObjectNode> ofTypes(Params params) {
        List<String> types = params.texts("types");
        return event -> types.isEmpty() || types.contains(Json.text(event, "type"));
    }
}
