package io.fluxrouter.billing.inbox;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that happened at Stripe, as it was told. What is in it was true when it was made, which
 * may be long ago.
 *
 * @param object what it happened to, as it was then
 */
public record StripeEvent(String id, String type, Instant createdAt, JsonNode object) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Throws an {@link ApiError} for a body that is no event. */
    static StripeEvent read(byte[] body) {
        JsonNode root = parsed(body);
        JsonNode object = root.path("data").path("object");
        long created = root.path("created").asLong(-1);
        if (!root.path("id").isString()
                || !root.path("type").isString()
                || !object.isObject()
                || created < 0
                || created > Instant.MAX.getEpochSecond()) {
            throw notAnEvent();
        }
        return new StripeEvent(
                Fields.text(root.path("id").asString(), "id"),
                Fields.text(root.path("type").asString(), "type"),
                Instant.ofEpochSecond(created),
                object);
    }

    private static JsonNode parsed(byte[] body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            if (root != null && root.isObject()) return root;
        } catch (JacksonException notJson) {
            throw notAnEvent();
        }
        throw notAnEvent();
    }

    private static ApiError notAnEvent() {
        return ApiError.of(Refusal.INVALID_BODY, "The body is not an event.");
    }

    /** A text of the object; null where it has none. */
    public @Nullable String text(String name) {
        JsonNode value = object.path(name);
        return value.isString() ? value.asString() : null;
    }

    /** The id of another object that this one names, be it expanded or not. */
    public @Nullable String idIn(String name) {
        JsonNode value = object.path(name);
        if (value.isString()) return value.asString();
        return value.path("id").isString() ? value.path("id").asString() : null;
    }

    /** A whole number of the object; zero where it has none. */
    public long number(String name) {
        return object.path(name).asLong(0);
    }

    /** An id of ours that we left in the object's metadata. */
    public Optional<UUID> ourId(String name) {
        return ourId(object, name);
    }

    /** The same, of an object inside. */
    public static Optional<UUID> ourId(JsonNode object, String name) {
        JsonNode value = object.path("metadata").path(name);
        try {
            return value.isString()
                    ? Optional.of(UUID.fromString(value.asString()))
                    : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** The id of the object itself. */
    public @Nullable String objectId() {
        return text("id");
    }
}
