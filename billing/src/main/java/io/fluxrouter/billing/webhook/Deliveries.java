package io.fluxrouter.billing.webhook;

import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The deliveries of organisations: what came of them, and sending them again with the same event
 * and the same bytes. Safe for all threads.
 */
public final class Deliveries {
    private final Jdbi jdbi;
    private final InstantSource clock;

    public Deliveries(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Newest first. */
    public Listing<Delivery> list(DeliveryQuery query, NumberedPage page) {
        return jdbi.withHandle(handle -> DeliveryRows.list(handle, query, page));
    }

    /** NOT_FOUND for an id the organisation has not. */
    public Delivery get(UUID organizationId, UUID id) {
        return jdbi.withHandle(handle -> get(handle, organizationId, id));
    }

    /** Oldest first. */
    public List<Attempt> attempts(Delivery delivery) {
        return jdbi.withHandle(handle -> DeliveryRows.attempts(handle, delivery.id()));
    }

    /** What is sent, byte for byte. */
    public byte[] body(Delivery delivery) {
        return jdbi.withHandle(handle -> DeliveryRows.body(handle, delivery.eventId()));
    }

    /** Sends a {@link EventType#TEST} to one endpoint, whatever it asks for. */
    public Delivery test(UUID organizationId, UUID endpointId) {
        return jdbi.inTransaction(
                tx -> {
                    WebhookEndpoint endpoint = enabled(tx, organizationId, endpointId);
                    Map<String, Object> data = new LinkedHashMap<>();
                    data.put("webhook_id", endpoint.id());
                    data.put("message", "A test of this endpoint. Nothing happened.");
                    Instant now = now();
                    UUID eventId =
                            Outbox.insert(
                                    tx,
                                    new OutgoingEvent(organizationId, EventType.TEST, data, now));
                    Delivery delivery =
                            new Delivery(
                                    UUID.randomUUID(),
                                    organizationId,
                                    eventId,
                                    EventType.TEST,
                                    endpoint.id(),
                                    DeliveryStatus.PENDING,
                                    0,
                                    now,
                                    null,
                                    now,
                                    null);
                    DeliveryRows.insert(tx, delivery);
                    return delivery;
                });
    }

    /**
     * Sends a delivery again, now, with all its retries. CONFLICT where its endpoint is disabled or
     * deleted, or it is being sent at this moment.
     */
    public Delivery replay(UUID organizationId, UUID id) {
        return jdbi.inTransaction(
                tx -> {
                    Delivery delivery = get(tx, organizationId, id);
                    if (EndpointRows.find(tx, organizationId, delivery.endpointId()).isEmpty()) {
                        throw ApiError.of(Refusal.CONFLICT, "Its webhook was deleted.");
                    }
                    enabled(tx, organizationId, delivery.endpointId());
                    if (!DeliveryRows.replay(tx, id, now())) {
                        throw ApiError.of(Refusal.CONFLICT, "It is being sent at this moment.");
                    }
                    return get(tx, organizationId, id);
                });
    }

    /** Sends many again; how many. */
    public int replay(UUID organizationId, UUID endpointId, Replay wanted) {
        return jdbi.inTransaction(
                tx -> {
                    WebhookEndpoint endpoint = enabled(tx, organizationId, endpointId);
                    return DeliveryRows.replay(tx, endpoint.id(), wanted, now());
                });
    }

    private static Delivery get(Handle handle, UUID organizationId, UUID id) {
        return DeliveryRows.find(handle, organizationId, id)
                .orElseThrow(
                        () -> ApiError.of(Refusal.NOT_FOUND, "There is no such delivery.", "id"));
    }

    private static WebhookEndpoint enabled(Handle tx, UUID organizationId, UUID endpointId) {
        WebhookEndpoint endpoint =
                EndpointRows.find(tx, organizationId, endpointId)
                        .orElseThrow(WebhookEndpoints::unknown);
        if (!endpoint.enabled()) {
            throw ApiError.of(Refusal.CONFLICT, "The webhook is disabled.");
        }
        return endpoint;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
