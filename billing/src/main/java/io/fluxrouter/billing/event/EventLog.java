package io.fluxrouter.billing.event;

import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** The events that were stored, to look at. Safe for all threads. */
public final class EventLog {
    private static final String WHERE =
            """
            WHERE e.organization_id = :organization
              AND (CAST(:customer AS uuid) IS NULL OR e.customer_id = :customer)
              AND (CAST(:name AS text) IS NULL OR e.name = :name)
              AND (CAST(:meter AS uuid) IS NULL OR e.meter_id = :meter)
              AND e.occurred_at >= :from AND e.occurred_at < :to
            """;

    private final Jdbi jdbi;

    public EventLog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public Optional<StoredEvent> find(UUID organizationId, UUID id) {
        return jdbi.withHandle(handle -> EventRows.find(handle, organizationId, id));
    }

    /** Empty for an event that counts. */
    public Optional<Correction> correction(UUID eventId) {
        return jdbi.withHandle(handle -> CorrectionRows.find(handle, eventId));
    }

    /** The latest to arrive first, those that were corrected included. */
    public Listing<StoredEvent> list(EventQuery query, NumberedPage page) {
        String sql = EventRows.SELECT + WHERE + "ORDER BY e.id DESC LIMIT :limit OFFSET :offset";
        return jdbi.withHandle(
                handle ->
                        new Listing<>(
                                query(handle, sql, query)
                                        .bind("limit", page.size())
                                        .bind("offset", page.offset())
                                        .map((row, context) -> EventRows.read(row))
                                        .list(),
                                count(handle, query)));
    }

    private static long count(Handle handle, EventQuery query) {
        String sql = "SELECT count(*) FROM meter_event e " + WHERE;
        return query(handle, sql, query).mapTo(Long.class).one();
    }

    private static Query query(Handle handle, String sql, EventQuery query) {
        return handle.createQuery(sql)
                .bind("organization", query.organizationId())
                .bind("customer", query.customerId())
                .bind("name", query.name())
                .bind("meter", query.meterId())
                .bind("from", query.from())
                .bind("to", query.to());
    }
}
