package io.fluxrouter.billing.settle;

import io.fluxrouter.core.usage.UsageEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes rows of {@code rejected_event}: usage that would hold up the settling of all the rest. */
final class RejectedEvents {
    private static final Logger LOG = LoggerFactory.getLogger(RejectedEvents.class);
    private static final JsonMapper JSON = new JsonMapper();

    private RejectedEvents() {}

    /** An event that was set aside before stays as it is. */
    static void save(
            Handle tx, UUID nodeId, Instant now, List<UsageEvent> events, Verdict verdict) {
        for (UsageEvent event : events) {
            LOG.error(
                    "event {} of customer {}, cost {} nanos, is set aside: {}",
                    event.id(),
                    event.customerId(),
                    event.figures().cost().nanos(),
                    verdict.reason().key());
            tx.createUpdate(
                            """
                            INSERT INTO rejected_event (id, node_id, rejected_at, reason, detail, customer_id,
                                cost_nanos, event)
                            VALUES (:id, :nodeId, :now, :reason, :detail, :customerId, :cost,
                                CAST(:event AS jsonb))
                            ON CONFLICT (id) DO NOTHING
                            """)
                    .bind("id", event.id())
                    .bind("nodeId", nodeId)
                    .bind("now", now)
                    .bind("reason", verdict.reason().key())
                    .bind("detail", verdict.detail())
                    .bind("customerId", event.customerId())
                    .bind("cost", event.figures().cost().nanos())
                    .bind("event", json(event).toString())
                    .execute();
        }
    }

    /**
     * Why events are set aside.
     *
     * @param detail for people
     */
    record Verdict(Rejection reason, String detail) {}

    /** By the names of the columns of {@code usage_event}. */
    private static ObjectNode json(UsageEvent event) {
        return JSON.createObjectNode()
                .put("id", event.id().toString())
                .put("occurred_at", event.occurredAt().toString())
                .put("customer_id", event.customerId().toString())
                .put("key_id", event.keyId().toString())
                .put("requested_model", event.requestedModel())
                .put("model", event.model())
                .put("provider", event.provider())
                .put("lane", event.lane().key())
                .put("route_reason", event.routeReason())
                .put("prompt_tokens", event.tokens().promptTokens())
                .put("completion_tokens", event.tokens().completionTokens())
                .put("cached_tokens", event.tokens().cachedTokens())
                .put("reasoning_tokens", event.tokens().reasoningTokens())
                .put("cost_nanos", event.figures().cost().nanos())
                .put("market_cost_nanos", event.figures().marketCost().nanos())
                .put("provider_cost_nanos", event.figures().providerCost().nanos())
                .put("latency_ms", event.latencyMillis())
                .put("status", event.status())
                .put("outcome", event.outcome().name().toLowerCase(Locale.ROOT))
                .put("streaming", event.streaming())
                .put("estimated", event.estimated())
                .put("overrun", event.overrun())
                .put("client_ip", event.clientIp())
                .put("user_agent", event.userAgent());
    }
}
