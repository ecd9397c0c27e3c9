package io.fluxrouter.billing.webhook;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on endpoints. Deleted ones are out of sight. */
final class EndpointRows {
    private static final String MINE =
            """
             FROM webhook_endpoint WHERE organization_id = :organizationId AND deleted_at IS NULL
            """;

    private EndpointRows() {}

    static void insert(Handle tx, WebhookEndpoint endpoint, byte[] secret) {
        tx.createUpdate(
                        """
                        INSERT INTO webhook_endpoint (id, organization_id, url, description, events, status,
                                                      secret, created_at, updated_at)
                        VALUES (:id, :organizationId, :url, :description, :events, :status, :secret, :at, :at)
                        """)
                .bind("id", endpoint.id())
                .bind("organizationId", endpoint.organizationId())
                .bind("url", endpoint.url())
                .bind("description", endpoint.description())
                .bind("events", SqlArray.texts(endpoint.events()))
                .bind("status", status(endpoint))
                .bind("secret", secret)
                .bind("at", endpoint.createdAt())
                .execute();
    }

    static void update(Handle tx, WebhookEndpoint endpoint) {
        tx.createUpdate(
                        """
                        UPDATE webhook_endpoint
                        SET url = :url, description = :description, events = :events, status = :status,
                            updated_at = :at
                        WHERE id = :id
                        """)
                .bind("id", endpoint.id())
                .bind("url", endpoint.url())
                .bind("description", endpoint.description())
                .bind("events", SqlArray.texts(endpoint.events()))
                .bind("status", status(endpoint))
                .bind("at", endpoint.updatedAt())
                .execute();
    }

    /** The old secret signs too until the given time. */
    static void rotate(Handle tx, UUID id, byte[] secret, Instant now, Instant until) {
        tx.createUpdate(
                        """
                        UPDATE webhook_endpoint
                        SET previous_secret = secret, previous_secret_until = :until, secret = :secret,
                            updated_at = :now
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("secret", secret)
                .bind("now", now)
                .bind("until", until)
                .execute();
    }

    /** What still waits for it will not be sent. */
    static void delete(Handle tx, UUID id, Instant now) {
        tx.execute(
                "UPDATE webhook_endpoint SET deleted_at = ?, updated_at = ? WHERE id = ?",
                now,
                now,
                id);
        tx.createUpdate(
                        """
                        UPDATE webhook_delivery
                        SET status = 'failed', last_error = 'the endpoint was deleted', next_attempt_at = NULL,
                            claim = NULL, claimed_until = NULL
                        WHERE endpoint_id = :id AND status = 'pending'
                        """)
                .bind("id", id)
                .execute();
    }

    static Optional<WebhookEndpoint> find(Handle handle, UUID organizationId, UUID id) {
        return find(handle, organizationId, id, "");
    }

    /** Keeps other changes of the endpoint away until the transaction ends. */
    static Optional<WebhookEndpoint> lock(Handle tx, UUID organizationId, UUID id) {
        return find(tx, organizationId, id, " FOR UPDATE");
    }

    private static Optional<WebhookEndpoint> find(
            Handle handle, UUID organizationId, UUID id, String locking) {
        return handle.createQuery("SELECT *" + MINE + "AND id = :id" + locking)
                .bind("organizationId", organizationId)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    static long count(Handle handle, UUID organizationId) {
        return handle.createQuery("SELECT count(*)" + MINE)
                .bind("organizationId", organizationId)
                .mapTo(Long.class)
                .one();
    }

    /** Newest first. */
    static Listing<WebhookEndpoint> list(Handle handle, UUID organizationId, NumberedPage page) {
        List<WebhookEndpoint> found =
                handle.createQuery(
                                "SELECT *"
                                        + MINE
                                        + "ORDER BY created_at DESC, id DESC LIMIT :size OFFSET :offset")
                        .bind("organizationId", organizationId)
                        .bind("size", page.size())
                        .bind("offset", page.offset())
                        .map((row, context) -> read(row))
                        .list();
        return new Listing<>(found, count(handle, organizationId));
    }

    private static String status(WebhookEndpoint endpoint) {
        return endpoint.enabled() ? EndpointTerms.ENABLED : EndpointTerms.DISABLED;
    }

    private static WebhookEndpoint read(ResultSet row) throws SQLException {
        return new WebhookEndpoint(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("url"),
                row.getString("description"),
                List.of((String[]) row.getArray("events").getArray()),
                EndpointTerms.enabled(row.getString("status")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
