package io.fluxrouter.billing.webhook;

import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Where events wait to be sent. An event is stored in the transaction of its cause, with a delivery
 * to each endpoint that asks for it at that moment: neither is there without the other, and no
 * network is touched before the commit.
 */
public final class Outbox {
    private static final String EVENT =
            """
            INSERT INTO webhook_event (id, organization_id, type, body, at)
            VALUES (:id, :organizationId, :type, :body, :at)
            """;

    /** One statement: an invoice run tells of every invoice. */
    private static final String WITH_DELIVERIES =
            "WITH event AS ("
                    + EVENT
                    + """
                    RETURNING id, organization_id, type, at)
                    INSERT INTO webhook_delivery (id, organization_id, event_id, event_type,
                        endpoint_id, status, next_attempt_at, created_at)
                    SELECT gen_random_uuid(), v.organization_id, v.id, v.type, e.id, 'pending',
                        least(v.at, now()), now()
                    FROM event v JOIN webhook_endpoint e ON e.organization_id = v.organization_id
                    WHERE e.deleted_at IS NULL AND e.status = 'enabled'
                        AND e.events && ARRAY[v.type, '*']
                    """;

    private Outbox() {}

    /**
     * Keeps events with their deliveries; they go out once the transaction has committed. What
     * happened on a test clock that runs ahead is told now.
     */
    public static void put(Handle tx, OutgoingEvent... events) {
        PreparedBatch batch = tx.prepareBatch(WITH_DELIVERIES);
        for (OutgoingEvent event : events) {
            if (!EventType.isKnown(event.type())) {
                throw new IllegalArgumentException(
                        "not an event that can be told: " + event.type());
            }
            bind(batch, UUID.randomUUID(), event).add();
        }
        batch.execute();
    }

    /** Keeps an event that nobody is told of yet; its id. */
    static UUID insert(Handle tx, OutgoingEvent event) {
        UUID id = UUID.randomUUID();
        bind(tx.createUpdate(EVENT), id, event).execute();
        return id;
    }

    private static <S extends SqlStatement<S>> S bind(S statement, UUID id, OutgoingEvent given) {
        // As fine as the database keeps it, so that the body and the row say the same.
        OutgoingEvent event =
                new OutgoingEvent(
                        given.organizationId(),
                        given.type(),
                        given.data(),
                        given.at().truncatedTo(ChronoUnit.MICROS));
        return statement
                .bind("id", id)
                .bind("organizationId", event.organizationId())
                .bind("type", event.type())
                .bind("body", EventBody.of(id, event))
                .bind("at", event.at());
    }
}
