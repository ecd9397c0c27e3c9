package io.fluxrouter.simulator.stripe.wire;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answers of requests that named an {@code Idempotency-Key}, kept for a day. A key is bound to
 * what was first asked with it; while that is under way, the key is in use.
 *
 * <p>Threads: not thread-safe; whoever uses it holds the lock of the simulator.
 */
public final class Idempotency {
    private static final long LIFE_SECONDS = Duration.ofHours(24).toSeconds();

    private record Use(String request, @Nullable Answer answer, long endsAt) {}

    private final Map<String, Use> uses = new HashMap<>();

    /** What a key means for a request. */
    public sealed interface Meaning {
        /** The request is to be executed. */
        record Fresh() implements Meaning {}

        /** The request has been answered before. */
        record Known(Answer answer) implements Meaning {}
    }

    /** Throws where the key stands for another request or is in use. */
    public Meaning begin(String key, String request, long now) {
        Use use = uses.get(key);
        if (use == null || use.endsAt <= now) {
            uses.put(key, new Use(request, null, now + LIFE_SECONDS));
            return new Meaning.Fresh();
        }
        if (!use.request.equals(request)) throw StripeError.otherBody();
        if (use.answer == null) throw StripeError.underWay();
        return new Meaning.Known(use.answer.again());
    }

    /** Keeps the answer of a request that was executed. */
    public void keep(String key, Answer answer) {
        uses.computeIfPresent(key, (same, use) -> new Use(use.request, answer, use.endsAt));
    }

    /** The answers that are kept, to be restored in another run. */
    public ArrayNode snapshot() {
        ArrayNode answers = Json.MAPPER.createArrayNode();
        uses.forEach((key, use) -> describe(key, use).ifPresent(answers::add));
        return answers;
    }

    private static Optional<ObjectNode> describe(String key, Use use) {
        Answer answer = use.answer;
        if (answer == null) return Optional.empty();
        ObjectNode described = Json.object().put("key", key).put("request", use.request);
        described.put("ends_at", use.endsAt).put("status", answer.status());
        described.set("body", answer.body());
        return Optional.of(described);
    }

    public void restore(JsonNode answers) {
        for (JsonNode one : answers) {
            if (!(one.path("body") instanceof ObjectNode body)) continue;
            Answer answer = new Answer(one.path("status").asInt(), body, false);
            Use use = new Use(one.path("request").asString(), answer, one.path("ends_at").asLong());
            uses.put(one.path("key").asString(), use);
        }
    }

    /** Forgets a request that was not executed. */
    public void forget(String key) {
        uses.remove(key);
    }
}
