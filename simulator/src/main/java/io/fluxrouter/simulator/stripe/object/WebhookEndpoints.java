package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Call;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where events are sent: {@code we_}. The secret is shown once, when an endpoint is made. */
public final class WebhookEndpoints {
    private static final String KIND = "webhook_endpoint";
    private static final String PATH = "/v1/webhook_endpoints";
    private static final String SECRET = "_secret";
    private static final int SECRET_LENGTH = 32;

    private final World world;

    public WebhookEndpoints(World world) {
        this.world = world;
    }

    void open(Routes routes) {
        routes.post(PATH, call -> create(call.params()));
        Listing.open(routes, world, KIND, PATH);
        routes.post(PATH + "/{}", this::update);
        routes.delete(PATH + "/{}", this::delete);
    }

    private ObjectNode create(Params params) {
        String url = params.required("url");
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw StripeError.invalid(
                    "url_invalid", "url", "Invalid URL: it must begin with http.");
        }
        List<String> types = params.texts("enabled_events");
        if (types.isEmpty()) throw StripeError.missing("enabled_events");
        ObjectNode made = add(url, types, "whsec_" + world.randomText(SECRET_LENGTH));
        params.mergeMetadata(made);
        params.copyTexts(made, "description");
        return View.of(made).put("secret", Json.text(made, SECRET));
    }

    /** Sends every event there, signed with the secret, in the place of what was there before. */
    public ObjectNode all(String url, String secret) {
        world.oldestFirst(KIND).stream()
                .filter(endpoint -> Json.text(endpoint, SECRET).equals(secret))
                .forEach(world::remove);
        return add(url, List.of("*"), secret);
    }

    private ObjectNode add(String url, List<String> types, String secret) {
        ObjectNode made = world.add("we_", KIND);
        made.put("url", url).put("status", "enabled").putNull("api_version").putNull("description");
        ArrayNode enabled = made.putArray("enabled_events");
        types.forEach(enabled::add);
        return made.put(SECRET, secret);
    }

    private ObjectNode update(Call call) {
        ObjectNode endpoint = world.get(KIND, call.id());
        Params params = call.params();
        params.text("url").ifPresent(url -> endpoint.put("url", url));
        if (params.sent("disabled")) {
            endpoint.put("status", params.flag("disabled", false) ? "disabled" : "enabled");
        }
        List<String> types = params.texts("enabled_events");
        if (!types.isEmpty()) {
            ArrayNode enabled = endpoint.putArray("enabled_events");
            types.forEach(enabled::add);
        }
        return endpoint;
    }

    private ObjectNode delete(Call call) {
        world.remove(world.get(KIND, call.id()));
        return Json.object().put("id", call.id()).put("object", KIND).put("deleted", true);
    }

    /** The endpoints that want an event of the type. */
    public List<ObjectNode> wanting(String type) {
        return world.oldestFirst(KIND).stream()
                .filter(endpoint -> Json.text(endpoint, "status").equals("enabled"))
                .filter(
                        endpoint ->
                                types(endpoint)
                                        .anyMatch(one -> one.equals("*") || one.equals(type)))
                .toList();
    }

    private static Stream<String> types(ObjectNode endpoint) {
        return endpoint.path("enabled_events").valueStream().map(type -> type.asString(""));
    }

    public static String secretOf(ObjectNode endpoint) {
        return Json.text(endpoint, SECRET);
    }
}
