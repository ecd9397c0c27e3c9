package io.fluxrouter.billing.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * One change of a plan or a subscription. Rows are only added, in the transaction that makes the
 * change.
 *
 * @param action such as "cancel"
 * @param author who asked: "operator", a key's id, "clock" for what the time brought
 * @param note what changed, for people
 */
public record AuditRecord(UUID subjectId, String action, String author, String note, Instant at) {

    /** Keeps this record if the transaction commits. */
    public void insert(Handle tx) {
        tx.createUpdate(
                        """
                        INSERT INTO billing_audit (subject_id, action, author, note, at)
                        VALUES (:subjectId, :action, :author, :note, :at)
                        """)
                .bindMethods(this)
                .execute();
    }

    /** All about one subject, oldest first. */
    public static List<AuditRecord> of(Handle handle, UUID subjectId) {
        return handle.createQuery(
                        """
                        SELECT subject_id, action, author, note, at FROM billing_audit
                        WHERE subject_id = :subjectId ORDER BY id
                        """)
                .bind("subjectId", subjectId)
                .map((row, context) -> read(row))
                .list();
    }

    private static AuditRecord read(ResultSet row) throws SQLException {
        return new AuditRecord(
                row.getObject("subject_id", UUID.class),
                row.getString("action"),
                row.getString("author"),
                row.getString("note"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
