package io.fluxrouter.console.webhook;

import io.fluxrouter.billing.webhook.Attempt;
import io.fluxrouter.billing.webhook.Delivery;
import io.fluxrouter.billing.webhook.Delivery.Last;
import io.fluxrouter.billing.webhook.IssuedEndpoint;
import io.fluxrouter.billing.webhook.WebhookEndpoint;
import io.fluxrouter.console.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Webhooks and deliveries as answers show them. */
final class WebhookJson {
    private WebhookJson() {}

    static ObjectNode of(WebhookEndpoint endpoint) {
        ObjectNode json = Json.object();
        json.put("id", endpoint.id().toString());
        json.put("url", endpoint.url());
        json.put("description", endpoint.description());
        json.set("events", Json.texts(endpoint.events()));
        json.put("status", endpoint.enabled() ? "enabled" : "disabled");
        json.put("created_at", Json.time(endpoint.createdAt()));
        json.put("updated_at", Json.time(endpoint.updatedAt()));
        return json;
    }

    /** With the secret, which is shown this once. */
    static ObjectNode of(IssuedEndpoint issued) {
        return of(issued.endpoint()).put("secret", issued.secret());
    }

    static ObjectNode of(Delivery delivery) {
        ObjectNode json = Json.object();
        Last last = delivery.last();
        json.put("id", delivery.id().toString());
        json.put("webhook_id", delivery.endpointId().toString());
        json.put("event_id", delivery.eventId().toString());
        json.put("event", delivery.eventType());
        json.put("status", delivery.status().key());
        json.put("attempts", delivery.attempts());
        json.put("next_attempt_at", Json.time(delivery.nextAttemptAt()));
        json.put("last_attempt_at", last == null ? null : Json.time(last.at()));
        json.put("last_status_code", last == null ? null : last.statusCode());
        json.put("last_error", last == null ? null : last.error());
        json.put("last_duration_ms", last == null ? null : last.millis());
        json.put("created_at", Json.time(delivery.createdAt()));
        json.put("delivered_at", Json.time(delivery.deliveredAt()));
        return json;
    }

    /** With the body as it is sent, as text, and every attempt. */
    static ObjectNode of(Delivery delivery, List<Attempt> attempts, byte[] body) {
        ObjectNode json = of(delivery);
        json.put("request_body", new String(body, StandardCharsets.UTF_8));
        ArrayNode log = json.putArray("attempt_log");
        for (Attempt attempt : attempts) {
            log.addObject()
                    .put("number", attempt.number())
                    .put("at", Json.time(attempt.at()))
                    .put("status_code", attempt.statusCode())
                    .put("error", attempt.error())
                    .put("duration_ms", attempt.millis())
                    .put("response", attempt.response());
        }
        return json;
    }
}
