package io.fluxrouter.console.metering;

import io.fluxrouter.billing.event.Amendment;
import io.fluxrouter.billing.event.Backfill;
import io.fluxrouter.billing.event.Correction;
import io.fluxrouter.billing.event.Corrections;
import io.fluxrouter.billing.event.EventLog;
import io.fluxrouter.billing.event.IncomingEvent;
import io.fluxrouter.billing.event.NewBackfill;
import io.fluxrouter.billing.event.PropertyJson;
import io.fluxrouter.billing.event.StoredEvent;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One event, and what to do where it was wrong. */
public final class CorrectionCalls {
    private final Corrections corrections;
    private final EventLog log;
    private final MeteringParts parts;
    private final EventShapes shapes;
    private final EventAnswers answers;

    public CorrectionCalls(Corrections corrections, EventLog log, MeteringParts parts) {
        this.corrections = corrections;
        this.log = log;
        this.parts = parts;
        this.shapes = new EventShapes(parts.meters(), parts.clock());
        this.answers = new EventAnswers(parts.meters());
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/events/{id}", Access.USAGE_READ, this::get),
                Endpoint.post("/api/v1/events/{id}/amend", Access.MANAGE, this::amend).once(),
                Endpoint.post("/api/v1/events/{id}/deprecate", Access.MANAGE, this::deprecate)
                        .once(),
                Endpoint.post("/api/v1/events/backfill", Access.MANAGE, this::backfill).once());
    }

    /** The event as it came, and its correction if it has one. */
    private Reply get(ApiCall call) {
        UUID id = call.pathId("id");
        StoredEvent event =
                log.find(call.organizationId(), id)
                        .orElseThrow(
                                () -> ApiError.of(Refusal.NOT_FOUND, "There is no such event."));
        ObjectNode json = answers.json(event);
        log.correction(id).ifPresent(correction -> json.set("correction", json(correction)));
        return Reply.ok(json);
    }

    /**
     * {@code properties} (all of them), {@code timestamp}, {@code reason}: what is left out stays.
     */
    private Reply amend(ApiCall call) {
        EventBody body = body(call);
        Amendment amendment =
                new Amendment(
                        body.object("properties").map(PropertyJson::read).orElse(null),
                        body.time("timestamp").orElse(null),
                        body.text("reason").orElse(null));
        StoredEvent event = corrections.amend(call.organizationId(), call.pathId("id"), amendment);
        return Reply.created(answers.json(event));
    }

    private Reply deprecate(ApiCall call) {
        String reason =
                call.request().body().length() == 0 ? null : body(call).text("reason").orElse(null);
        return Reply.ok(
                json(corrections.deprecate(call.organizationId(), call.pathId("id"), reason)));
    }

    private Reply backfill(ApiCall call) {
        EventBody body = body(call);
        UUID organization = call.organizationId();
        UUID customer = body.id("customer_id").orElseThrow(() -> missing("customer_id"));
        StoredMeter meter =
                parts.meters()
                        .find(organization, body.requiredText("meter_name"))
                        .orElseThrow(
                                () ->
                                        ApiError.of(
                                                Refusal.NOT_FOUND,
                                                "There is no such meter.",
                                                "meter_name"));
        Backfill done =
                corrections.backfill(
                        organization,
                        new NewBackfill(
                                customer,
                                meter.definition().eventName(),
                                required(body, "start_date"),
                                required(body, "end_date"),
                                events(organization, body, customer, meter),
                                body.text("reason").orElse(null)));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", done.id().toString());
        json.put("retired", done.retired());
        ArrayNode data = json.putArray("data");
        done.events().forEach(event -> data.add(answers.json(event)));
        return Reply.created(json);
    }

    /** The customer and the meter stand once, outside of the events. */
    private List<IncomingEvent> events(
            UUID organization, EventBody body, UUID customer, StoredMeter meter) {
        JsonNode list = body.find("events").orElseThrow(() -> missing("events"));
        // What is no list has no elements: the backfill would retire all and store none.
        if (!list.isArray()) throw EventBody.wrong("events", "must be a list of objects");
        List<IncomingEvent> events = new ArrayList<>();
        for (JsonNode event : list) {
            if (!(event instanceof ObjectNode object)) {
                throw EventBody.wrong("events", "must be a list of objects");
            }
            object.put("customer_id", customer.toString());
            object.remove("customer_external_id");
            object.put("meter_name", meter.name());
            if (object.path("timestamp").isMissingNode()) throw missing("events.timestamp");
            events.add(shapes.usage(organization, new EventBody(object)).event());
        }
        return events;
    }

    private static Instant required(EventBody body, String name) {
        return body.time(name).orElseThrow(() -> missing(name));
    }

    private static ApiError missing(String name) {
        return EventBody.wrong(name, "must be given");
    }

    private static EventBody body(ApiCall call) {
        return new EventBody(EventBody.parse(call.request().body().getBytes()));
    }

    private static ObjectNode json(Correction correction) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("event_id", correction.eventId().toString());
        json.put("kind", correction.kind().name().toLowerCase(Locale.ROOT));
        json.put("replaced_by", text(correction.replacedBy()));
        json.put("backfill_id", text(correction.backfillId()));
        json.put("reason", correction.reason());
        json.put("corrected_at", correction.correctedAt().toString());
        return json;
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
