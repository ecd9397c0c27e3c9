package io.fluxrouter.console.metering;

import io.fluxrouter.billing.event.IncomingEvent;
import io.fluxrouter.billing.event.PropertyJson;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.core.meter.EventKey;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.MeterEvent;
import io.fluxrouter.core.meter.PropertyValue;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The shapes in which events are sent. Each becomes the same event. */
final class EventShapes {
    /** Where a quantity goes of which the meter reads no number. */
    private static final String QUANTITY = "quantity";

    private final MeterBook meters;
    private final InstantSource clock;

    EventShapes(MeterBook meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** The SDK's: a meter by its token, a customer, a quantity and metadata. */
    SentEvent tracked(UUID organization, EventBody body) {
        if (body.find(QUANTITY).isEmpty()) throw EventBody.wrong(QUANTITY, "must be given");
        body.requiredText("meter_token");
        body.requiredText("customer_external_id");
        return usage(organization, body);
    }

    /**
     * Usage of a meter, by name with properties or by id with a quantity: {@code meter_name} or
     * {@code meter_id}, {@code customer_external_id} or {@code customer_id}.
     */
    SentEvent usage(UUID organization, EventBody body) {
        StoredMeter meter = meter(organization, body);
        Optional<JsonNode> properties = body.object("properties").or(() -> body.object("metadata"));
        Optional<BigDecimal> quantity = body.quantity(QUANTITY);
        if (properties.isEmpty() && quantity.isEmpty()) {
            throw EventBody.wrong(QUANTITY, "or 'properties' must be given");
        }
        Map<String, PropertyValue> values =
                new HashMap<>(properties.map(PropertyJson::read).orElse(Map.of()));
        quantity.ifPresent(
                number ->
                        values.put(
                                quantityProperty(meter.definition()),
                                new PropertyValue.Decimal(number)));
        Optional<Instant> at = body.time("timestamp");
        String customer =
                body.text("customer_external_id").orElseGet(() -> body.requiredText("customer_id"));
        String key = body.text("idempotency_key").orElseGet(() -> UUID.randomUUID().toString());
        MeterEvent event =
                new MeterEvent(
                        new EventKey("", key),
                        customer,
                        meter.definition().eventName(),
                        at.orElseGet(clock::instant),
                        at.isPresent(),
                        values);
        return new SentEvent(
                new IncomingEvent(organization, event, meter.id()), SentNames.ofUsage(body));
    }

    private StoredMeter meter(UUID organization, EventBody body) {
        Optional<String> name = body.text("meter_name");
        if (name.isPresent()) return known(meters.find(organization, name.get()), "meter_name");
        String field = body.find("meter_token").isPresent() ? "meter_token" : "meter_id";
        UUID id = body.id(field).orElseThrow(() -> EventBody.wrong("meter_name", "must be given"));
        return known(meters.find(organization, id), field);
    }

    private static StoredMeter known(Optional<StoredMeter> meter, String field) {
        return meter.orElseThrow(
                () -> ApiError.of(Refusal.NOT_FOUND, "There is no such meter.", field));
    }

    /** The property that a bare quantity is sent as. */
    static String quantityProperty(Meter meter) {
        if (!meter.aggregation().readsNumber()) return QUANTITY;
        String property = meter.property();
        return property.startsWith("$.") ? property.substring(2) : property;
    }

    /**
     * CloudEvents 1.0 in JSON: {@code subject} is the customer and {@code data} the properties. The
     * source and the id together are the idempotency key.
     */
    SentEvent cloudEvent(UUID organization, EventBody body) {
        if (!body.requiredText("specversion").equals("1.0")) {
            throw EventBody.wrong("specversion", "must be 1.0");
        }
        if (body.find("data_base64").isPresent()) {
            throw EventBody.wrong("data_base64", "is not read: send 'data' as an object");
        }
        Optional<Instant> at = body.time("time");
        MeterEvent event =
                new MeterEvent(
                        new EventKey(body.requiredText("source"), body.requiredText("id")),
                        body.requiredText("subject"),
                        body.requiredText("type"),
                        at.orElseGet(clock::instant),
                        at.isPresent(),
                        body.object("data").map(PropertyJson::read).orElse(Map.of()));
        return new SentEvent(new IncomingEvent(organization, event, null), SentNames.CLOUD_EVENT);
    }
}
