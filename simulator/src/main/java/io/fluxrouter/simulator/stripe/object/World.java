package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * All objects of one simulated Stripe account, the ids they get, and the events about them.
 *
 * <p>Threads: not thread-safe; whoever uses it holds the lock of the simulator.
 */
public final class World {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 24;
    private static final String EVENT = "event";

    private final InstantSource time;
    private final String apiVersion;
    private final Random random;
    private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
    private final Map<String, List<ObjectNode>> byKind = new LinkedHashMap<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private Consumer<ObjectNode> listener = event -> {};
    private Cause cause = Cause.NOBODY;

    /** The request that events are caused by. */
    public record Cause(String requestId, String idempotencyKey) {
        static final Cause NOBODY = new Cause("", "");
    }

    /** Equal seeds give equal ids. Events carry the API version. */
    public World(InstantSource time, long seed, String apiVersion) {
        this.time = time;
        this.apiVersion = apiVersion;
        this.random = new Random(seed);
    }

    /** Seconds since 1970, as everywhere in Stripe's API. */
    public long now() {
        return time.instant().getEpochSecond();
    }

    public void tellEventsTo(Consumer<ObjectNode> everyEvent) {
        this.listener = everyEvent;
    }

    /** What follows is caused by this request. */
    public void causedBy(String requestId, String idempotencyKey) {
        this.cause = new Cause(requestId, idempotencyKey);
    }

    public void causedByNobody() {
        this.cause = Cause.NOBODY;
    }

    /** Runs a step after the answer of the present request is composed. */
    void afterwards(Runnable step) {
        afterwards.add(step);
    }

    public void runAfterwards() {
        while (!afterwards.isEmpty()) afterwards.removeFirst().run();
    }

    public String newId(String prefix) {
        return prefix + randomText(ID_LENGTH);
    }

    String randomText(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** Makes an object with the members that all of Stripe's have, and keeps it. */
    ObjectNode add(String prefix, String kind) {
        ObjectNode made =
                Json.object()
                        .put("id", newId(prefix))
                        .put("object", kind)
                        .put("created", now())
                        .put("livemode", false);
        made.putObject("metadata");
        keep(made);
        return made;
    }

    /** Keeps an object that has its id and kind already. */
    public void keep(ObjectNode object) {
        byId.put(Json.text(object, "id"), object);
        byKind.computeIfAbsent(Json.text(object, "object"), kind -> new ArrayList<>()).add(object);
    }

    void remove(ObjectNode object) {
        byId.remove(Json.text(object, "id"));
        byKind.getOrDefault(Json.text(object, "object"), List.of()).remove(object);
    }

    public Optional<ObjectNode> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The object of a path. Throws 404 where it is missing or of another kind. */
    public ObjectNode get(String kind, String id) {
        return get(kind, id, "id");
    }

    /** The object that a parameter names. */
    public ObjectNode get(String kind, String id, String param) {
        return find(id).filter(found -> Json.text(found, "object").equals(kind))
                .orElseThrow(() -> StripeError.noSuch(kind, id, param));
    }

    /** All of a kind, newest first, as Stripe lists them. */
    public Stream<ObjectNode> all(String kind) {
        return byKind.getOrDefault(kind, List.of()).reversed().stream();
    }

    /** All of a kind, oldest first, as they stand now. */
    public List<ObjectNode> oldestFirst(String kind) {
        return List.copyOf(byKind.getOrDefault(kind, List.of()));
    }

    /** Every object, oldest first. */
    public List<ObjectNode> everything() {
        return List.copyOf(byId.values());
    }

    /** Tells of an object as it stands now. */
    void emit(String type, ObjectNode about) {
        ObjectNode event = add("evt_", EVENT);
        event.remove("metadata");
        event.put("api_version", apiVersion).put("type", type).put("pending_webhooks", 0);
        event.putObject("data").set("object", View.of(about));
        ObjectNode request = event.putObject("request");
        request.put("id", cause.requestId().isEmpty() ? null : cause.requestId());
        request.put(
                "idempotency_key",
                cause.idempotencyKey().isEmpty() ? null : cause.idempotencyKey());
        listener.accept(event);
    }
}
