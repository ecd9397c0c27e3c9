package io.fluxrouter.billing.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The records, read: by customer, newest first. Safe for all threads. */
public final class AuditLog {
    private static final String SELECT =
            """
            SELECT a.id, a.subject_id, a.action, a.author, a.note, a.at,
                   coalesce(p.email, a.author) AS who,
                   coalesce(k.name, c.name, 'subscription of ' || sc.name, 'invoice ' || i.number, '') AS subject
            FROM billing_audit a
            LEFT JOIN person p
                ON p.id = CASE WHEN a.author LIKE 'user:%' THEN CAST(substr(a.author, 6) AS uuid) END
            LEFT JOIN api_key k ON k.id = a.subject_id
            LEFT JOIN customer c ON c.id = a.subject_id
            LEFT JOIN subscription s ON s.id = a.subject_id
            LEFT JOIN customer sc ON sc.id = s.customer_id
            LEFT JOIN invoice i ON i.id = a.subject_id
            WHERE a.id < :before
            """;

    private final Jdbi jdbi;

    public AuditLog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Keeps a record of a change that was made outside of a transaction of its own. */
    public void keep(AuditRecord record) {
        jdbi.useHandle(record::insert);
    }

    /**
     * About the customer, its keys, its subscriptions and its invoices.
     *
     * @param before the id of the last entry already seen; null for the newest
     */
    public List<AuditEntry> ofCustomer(UUID customerId, @Nullable Long before, int limit) {
        String sql =
                SELECT
                        + """
                        AND a.subject_id IN (
                            SELECT CAST(:customerId AS uuid)
                            UNION ALL SELECT id FROM api_key WHERE customer_id = :customerId
                            UNION ALL SELECT id FROM subscription WHERE customer_id = :customerId
                            UNION ALL SELECT id FROM invoice WHERE customer_id = :customerId)
                        ORDER BY a.id DESC LIMIT :limit
                        """;
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(sql)
                                .bind("before", before == null ? Long.MAX_VALUE : before)
                                .bind("customerId", customerId)
                                .bind("limit", limit)
                                .map((row, context) -> read(row))
                                .list());
    }

    /** About everything: for the operator. */
    public List<AuditEntry> all(@Nullable Long before, int limit) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(SELECT + " ORDER BY a.id DESC LIMIT :limit")
                                .bind("before", before == null ? Long.MAX_VALUE : before)
                                .bind("limit", limit)
                                .map((row, context) -> read(row))
                                .list());
    }

    private static AuditEntry read(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                new AuditRecord(
                        row.getObject("subject_id", UUID.class),
                        row.getString("action"),
                        row.getString("author"),
                        row.getString("note"),
                        row.getObject("at", OffsetDateTime.class).toInstant()),
                row.getString("who"),
                row.getString("subject"));
    }
}
