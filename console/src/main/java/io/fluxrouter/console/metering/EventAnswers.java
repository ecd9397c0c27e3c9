package io.fluxrouter.console.metering;

import io.fluxrouter.billing.event.PropertyJson;
import io.fluxrouter.billing.event.StoredEvent;
import io.fluxrouter.billing.event.Taken;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.meter.Acceptance;
import io.fluxrouter.core.meter.PropertyValue;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** What senders of events are told. */
final class EventAnswers {
    private final MeterBook meters;

    EventAnswers(MeterBook meters) {
        this.meters = meters;
    }

    /** 201 for a new event, 200 for one that was there; else the refusal is thrown. */
    Reply reply(Taken taken, SentNames names) {
        return switch (taken) {
            case Taken.Stored(var event) -> Reply.created(json(event));
            case Taken.Repeated(var event) -> Reply.ok(json(event));
            case Taken.Conflicting _, Taken.UnknownCustomer _, Taken.OverLimit _, Taken.Refused _ ->
                    throw refusal(taken, names).orElseThrow();
        };
    }

    /** What became of one event of a batch. */
    ObjectNode row(Taken taken, SentNames names) {
        return switch (taken) {
            case Taken.Stored(var event) -> row("stored", event);
            case Taken.Repeated(var event) -> row("repeated", event);
            case Taken.Conflicting _, Taken.UnknownCustomer _, Taken.OverLimit _, Taken.Refused _ ->
                    row(refusal(taken, names).orElseThrow());
        };
    }

    private static ObjectNode row(String status, StoredEvent event) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("status", status);
        row.put("id", event.id().toString());
        return row;
    }

    static ObjectNode row(ApiError error) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("status", "refused");
        row.put("code", error.refusal().code());
        row.put("detail", error.message());
        String field = error.param();
        if (field != null) row.put("field", field);
        return row;
    }

    /** Empty for an event that is stored. */
    private static Optional<ApiError> refusal(Taken taken, SentNames names) {
        return switch (taken) {
            case Taken.Stored _, Taken.Repeated _ -> Optional.empty();
            case Taken.Conflicting(var id) ->
                    Optional.of(
                            ApiError.of(
                                    Refusal.CONFLICT,
                                    "Another event has this idempotency key: " + id + ".",
                                    names.of("idempotency_key")));
            case Taken.UnknownCustomer(var customer) ->
                    Optional.of(
                            ApiError.of(
                                    Refusal.NOT_FOUND,
                                    "There is no such customer.",
                                    names.of("customer")));
            case Taken.OverLimit(var reached) ->
                    Optional.of(
                            ApiError.of(
                                    Refusal.FEATURE_LIMIT_REACHED,
                                    "The limit of %s on '%s' is reached."
                                            .formatted(plain(reached.limit()), reached.feature()),
                                    "quantity"));
            case Taken.Refused(var why) -> refusal(why, names);
        };
    }

    private static Optional<ApiError> refusal(Acceptance why, SentNames names) {
        return switch (why) {
            case Acceptance.Accepted() -> Optional.empty();
            case Acceptance.TooOld(var earliest) ->
                    wrong(names.of("timestamp"), "must not be before " + earliest);
            case Acceptance.TooEarly(var latest) ->
                    wrong(names.of("timestamp"), "must not be after " + latest);
            case Acceptance.Malformed(var field, var reason) -> wrong(names.of(field), reason);
        };
    }

    private static Optional<ApiError> wrong(String field, String what) {
        return Optional.of(EventBody.wrong(field, what));
    }

    /** The reference's shape: the quantity is a string, and there is always an object meta_data. */
    ObjectNode json(StoredEvent stored) {
        Map<String, PropertyValue> rest = new HashMap<>(stored.event().properties());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", stored.id().toString());
        json.put("customer_id", stored.customerId().toString());
        json.put("customer_external_id", stored.event().customer());
        UUID meterId = stored.meterId();
        json.put("meter_id", meterId == null ? null : meterId.toString());
        json.put("event_name", stored.event().name());
        json.put("quantity", plain(quantity(stored, rest)));
        json.put("timestamp", stored.event().occurredAt().toString());
        json.put("created_at", stored.storedAt().toString());
        json.put("idempotency_key", stored.event().key().id());
        json.putRawValue("meta_data", new RawValue(PropertyJson.write(rest)));
        return json;
    }

    /** Takes the quantity out of the properties, where a meter was named. */
    private @Nullable BigDecimal quantity(StoredEvent stored, Map<String, PropertyValue> rest) {
        UUID meterId = stored.meterId();
        if (meterId == null) return null;
        Optional<StoredMeter> meter = meters.find(stored.organizationId(), meterId);
        if (meter.isEmpty()) return null;
        String property = EventShapes.quantityProperty(meter.get().definition());
        Optional<BigDecimal> quantity = stored.event().number(property);
        rest.remove(property);
        return quantity.orElse(BigDecimal.ONE);
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}
