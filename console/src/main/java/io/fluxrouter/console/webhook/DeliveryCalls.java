package io.fluxrouter.console.webhook;

import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.webhook.Deliveries;
import io.fluxrouter.billing.webhook.Delivery;
import io.fluxrouter.billing.webhook.DeliveryQuery;
import io.fluxrouter.billing.webhook.DeliveryStatus;
import io.fluxrouter.billing.webhook.EventType;
import io.fluxrouter.billing.webhook.Replay;
import io.fluxrouter.billing.webhook.WebhookEndpoints;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.http.Times;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came of telling: deliveries with their attempts, and sending them again. */
public final class DeliveryCalls {
    private static final String ALL = "/api/v1/webhooks/deliveries";

    private final WebhookEndpoints endpoints;
    private final Deliveries deliveries;

    public DeliveryCalls(WebhookEndpoints endpoints, Deliveries deliveries) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
    }

    /** To be placed before those of {@link WebhookCalls}: "deliveries" is no webhook's id. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(ALL, Access.MANAGE, this::all),
                Endpoint.get(ALL + "/{id}", Access.MANAGE, this::get),
                Endpoint.post(ALL + "/{id}/replay", Access.MANAGE, this::replay).once(),
                Endpoint.get(WebhookCalls.ONE + "/deliveries", Access.MANAGE, this::ofEndpoint),
                Endpoint.post(WebhookCalls.ONE + "/test", Access.MANAGE, this::test).once(),
                Endpoint.post(WebhookCalls.ONE + "/replay", Access.MANAGE, this::replayMany)
                        .once());
    }

    private Reply all(ApiCall call) {
        return page(call, null);
    }

    private Reply ofEndpoint(ApiCall call) {
        UUID id = call.pathId("id");
        if (endpoints.find(call.organizationId(), id).isEmpty()) {
            throw ApiError.of(Refusal.NOT_FOUND, "There is no such webhook.", "id");
        }
        return page(call, id);
    }

    private Reply page(ApiCall call, @Nullable UUID endpointId) {
        NumberedPage page = call.numberedPage();
        DeliveryQuery query =
                new DeliveryQuery(
                        call.organizationId(),
                        endpointId,
                        status(call).orElse(null),
                        eventType(call));
        return Reply.page(page, deliveries.list(query, page), WebhookJson::of);
    }

    private Reply get(ApiCall call) {
        Delivery delivery = deliveries.get(call.organizationId(), call.pathId("id"));
        return Reply.ok(
                WebhookJson.of(delivery, deliveries.attempts(delivery), deliveries.body(delivery)));
    }

    private Reply replay(ApiCall call) {
        return Reply.json(
                202, WebhookJson.of(deliveries.replay(call.organizationId(), call.pathId("id"))));
    }

    private Reply test(ApiCall call) {
        return Reply.json(
                202, WebhookJson.of(deliveries.test(call.organizationId(), call.pathId("id"))));
    }

    private Reply replayMany(ApiCall call) {
        Replay wanted =
                new Replay(
                        status(call).orElse(DeliveryStatus.FAILED),
                        time(call, "from"),
                        time(call, "to"));
        int replayed = deliveries.replay(call.organizationId(), call.pathId("id"), wanted);
        return Reply.json(202, Json.object().put("replayed", replayed));
    }

    private static Optional<DeliveryStatus> status(ApiCall call) {
        return call.queryParam("status")
                .map(
                        key ->
                                DeliveryStatus.byKey(key)
                                        .orElseThrow(
                                                () ->
                                                        wrong(
                                                                "status",
                                                                "pending, delivered or failed")));
    }

    private static @Nullable String eventType(ApiCall call) {
        Optional<String> type = call.queryParam("event");
        if (type.isPresent()
                && !EventType.isKnown(type.get())
                && !type.get().equals(EventType.TEST)) {
            throw wrong("event", "one of " + String.join(", ", EventType.ALL));
        }
        return type.orElse(null);
    }

    private static @Nullable Instant time(ApiCall call, String name) {
        return call.queryParam(name).map(text -> Times.dayOrInstant(name, text)).orElse(null);
    }

    private static ApiError wrong(String name, String expected) {
        return ApiError.of(Refusal.INVALID_VALUE, name + " must be " + expected + ".", name);
    }
}
