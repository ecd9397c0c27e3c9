package io.fluxrouter.billing.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Mail on its way, as rows: neither is there without its cause, nor lost when a process dies. */
public final class Mails {
    private Mails() {}

    /** Keeps a mail; it goes out once the transaction has committed. */
    public static void put(Handle tx, Mail mail, Instant now) {
        Attachment file = mail.attachment();
        tx.createUpdate(
                        """
                        INSERT INTO mail (id, recipient, subject, body, html, attachment_name,
                            attachment_type, attachment, next_attempt_at, created_at)
                        VALUES (:id, :recipient, :subject, :body, :html, :fileName, :fileType, :file,
                            :now, :now)
                        """)
                .bind("id", mail.id())
                .bind("recipient", mail.recipient())
                .bind("subject", mail.subject())
                .bind("body", mail.body())
                .bind("html", mail.html())
                .bind("fileName", file == null ? null : file.name())
                .bind("fileType", file == null ? null : file.type())
                .bind("file", file == null ? null : file.content())
                .bind("now", now)
                .execute();
    }

    /** A mail that this node may send until its claim runs out. */
    record Claimed(Mail mail, int attempts, Instant createdAt) {}

    static List<Claimed> claim(Handle tx, Instant now, Duration claim, int most) {
        return tx.createQuery(
                        """
                        UPDATE mail SET attempts = attempts + 1, next_attempt_at = :until
                        WHERE id IN (SELECT id FROM mail
                                     WHERE status = 'waiting' AND next_attempt_at <= :now
                                     ORDER BY next_attempt_at LIMIT :most FOR UPDATE SKIP LOCKED)
                        RETURNING id, recipient, subject, body, html, attachment_name,
                            attachment_type, attachment, attempts, created_at
                        """)
                .bind("until", now.plus(claim))
                .bind("now", now)
                .bind("most", most)
                .map((row, context) -> claimed(row))
                .list();
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                new Mail(
                        row.getObject("id", UUID.class),
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("body"),
                        row.getString("html"),
                        attachment(row)),
                row.getInt("attempts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Attachment attachment(ResultSet row) throws SQLException {
        byte[] content = row.getBytes("attachment");
        return content == null
                ? null
                : new Attachment(
                        row.getString("attachment_name"),
                        row.getString("attachment_type"),
                        content);
    }

    static void sent(Handle handle, UUID id, Instant now) {
        handle.execute(
                "UPDATE mail SET status = 'sent', ended_at = ?, error = NULL WHERE id = ?",
                now,
                id);
    }

    static void failed(Handle handle, UUID id, String error, Instant now) {
        handle.execute(
                "UPDATE mail SET status = 'failed', ended_at = ?, error = ? WHERE id = ?",
                now,
                error,
                id);
    }

    static void retry(Handle handle, UUID id, String error, Instant at) {
        handle.execute(
                "UPDATE mail SET next_attempt_at = ?, error = ? WHERE id = ?", at, error, id);
    }

    /** Forgets what ended before that time. */
    static int purge(Handle handle, Instant before) {
        return handle.execute(
                "DELETE FROM mail WHERE status <> 'waiting' AND ended_at < ?", before);
    }
}
