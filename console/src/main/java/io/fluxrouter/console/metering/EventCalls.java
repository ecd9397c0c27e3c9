package io.fluxrouter.console.metering;

import io.fluxrouter.billing.event.EventCommitter;
import io.fluxrouter.billing.event.EventIntake;
import io.fluxrouter.billing.event.Taken;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Taking events: one by one, many at once, and as CloudEvents. Nobody is answered before the events
 * are durable.
 */
public final class EventCalls {
    private static final int BATCH_MAX = 5_000;
    private static final String CLOUD_EVENTS = "application/cloudevents";

    private final EventIntake intake;
    private final EventCommitter committer;
    private final EventShapes shapes;
    private final EventAnswers answers;

    public EventCalls(EventIntake intake, EventCommitter committer, MeteringParts parts) {
        this.intake = intake;
        this.committer = committer;
        this.shapes = new EventShapes(parts.meters(), parts.clock());
        this.answers = new EventAnswers(parts.meters());
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/api/v1/sdk/track", Access.USAGE_WRITE, this::track),
                Endpoint.post("/api/v1/usage", Access.USAGE_WRITE, this::usage),
                Endpoint.post("/api/v1/usage/batch", Access.USAGE_WRITE, this::batch),
                Endpoint.post("/api/v1/events", Access.USAGE_WRITE, this::cloudEvents));
    }

    private Reply track(ApiCall call) {
        return one(call, shapes::tracked);
    }

    private Reply usage(ApiCall call) {
        return one(call, shapes::usage);
    }

    /** How an event is read. */
    @FunctionalInterface
    private interface Shape {
        SentEvent read(UUID organization, EventBody body);
    }

    private Reply one(ApiCall call, Shape shape) {
        return one(call, shape, new EventBody(EventBody.parse(call.request().body().getBytes())));
    }

    private Reply one(ApiCall call, Shape shape, EventBody body) {
        SentEvent sent = shape.read(call.organizationId(), body);
        return answers.reply(committer.take(sent.event()), sent.names());
    }

    /** {@code {"events": […]}} in either shape of usage, or the list by itself. */
    private Reply batch(ApiCall call) {
        JsonNode body = EventBody.parse(call.request().body().getBytes());
        return many(call, body.isObject() ? body.path("events") : body, shapes::usage);
    }

    private Reply cloudEvents(ApiCall call) {
        String type = call.request().header("Content-Type").orElse("");
        if (!type.startsWith(CLOUD_EVENTS)) {
            if (BinaryEvent.isIn(call.request())) {
                return one(call, shapes::cloudEvent, BinaryEvent.read(call.request()));
            }
            throw ApiError.of(
                    Refusal.INVALID_BODY,
                    "The Content-Type must be application/cloudevents+json or"
                            + " application/cloudevents-batch+json, or the attributes be in"
                            + " headers 'ce-…'.",
                    "Content-Type");
        }
        if (!type.startsWith(CLOUD_EVENTS + "-batch")) return one(call, shapes::cloudEvent);
        return many(call, EventBody.parse(call.request().body().getBytes()), shapes::cloudEvent);
    }

    private Reply many(ApiCall call, JsonNode list, Shape shape) {
        if (!list.isArray() || list.isEmpty() || list.size() > BATCH_MAX) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE,
                    "A batch is a list of 1 to " + BATCH_MAX + " events.",
                    "events");
        }
        List<ObjectNode> rows = new ArrayList<>();
        List<SentEvent> readable = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (JsonNode event : list) {
            try {
                readable.add(shape.read(call.organizationId(), new EventBody(event)));
                places.add(rows.size());
                rows.add(JsonNodeFactory.instance.objectNode());
            } catch (ApiError refusal) {
                rows.add(EventAnswers.row(refusal));
            }
        }
        List<Taken> taken = intake.take(readable.stream().map(SentEvent::event).toList());
        for (int i = 0; i < places.size(); i++) {
            rows.set(places.get(i), answers.row(taken.get(i), readable.get(i).names()));
        }
        return Reply.ok(summary(rows));
    }

    private static ObjectNode summary(List<ObjectNode> rows) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode data = json.putArray("data");
        for (int i = 0; i < rows.size(); i++) data.add(rows.get(i).put("index", i));
        ObjectNode meta = json.putObject("meta").put("total", rows.size());
        for (String status : List.of("stored", "repeated", "refused")) {
            meta.put(status, rows.stream().filter(row -> isStatus(row, status)).count());
        }
        return json;
    }

    private static boolean isStatus(ObjectNode row, String status) {
        return row.path("status").asString("").equals(status);
    }
}
