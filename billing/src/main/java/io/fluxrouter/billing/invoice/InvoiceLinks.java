package io.fluxrouter.billing.invoice;

import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The links by which customers see their invoices. A token is 256 random bits and kept as a hash
 * only; a link ends by its time or when it is taken back, and never leads to a draft. Safe for all
 * threads.
 */
public final class InvoiceLinks {
    private static final int TOKEN_BYTES = 32;
    private static final int TOKEN_LENGTH = 43;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public InvoiceLinks(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** A new link to a final invoice; CONFLICT for a draft, which no customer sees. */
    public IssuedLink create(Invoice invoice, Duration life, String author) {
        if (invoice.status() == InvoiceStatus.DRAFT) {
            throw ApiError.of(Refusal.CONFLICT, "A DRAFT is not shown to the customer.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String token = token();
        InvoiceLink link =
                new InvoiceLink(UUID.randomUUID(), invoice.id(), author, now, now.plus(life), null);
        jdbi.useHandle(handle -> insert(handle, link, KeyHash.of(token)));
        return new IssuedLink(link, token);
    }

    /** Newest first, those that have ended too. */
    public List<InvoiceLink> list(UUID invoiceId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM invoice_link WHERE invoice_id = :invoice
                                        ORDER BY created_at DESC, id DESC
                                        """)
                                .bind("invoice", invoiceId)
                                .map((row, context) -> read(row))
                                .list());
    }

    /** Takes a link back, for good; NOT_FOUND for one that the invoice does not have. */
    public void revoke(UUID invoiceId, UUID linkId) {
        int found =
                jdbi.withHandle(
                        handle ->
                                handle.execute(
                                        """
                                        UPDATE invoice_link SET revoked_at = coalesce(revoked_at, ?)
                                        WHERE invoice_id = ? AND id = ?
                                        """,
                                        clock.instant(),
                                        invoiceId,
                                        linkId));
        if (found == 0) throw ApiError.of(Refusal.NOT_FOUND, "There is no such link.", "link_id");
    }

    /** The invoice that a token leads to now. */
    public Optional<Invoice> open(String token) {
        if (token.length() != TOKEN_LENGTH) return Optional.empty();
        return jdbi.withHandle(
                handle ->
                        invoiceId(handle, KeyHash.of(token))
                                .flatMap(id -> InvoiceRows.find(handle, id))
                                .filter(invoice -> invoice.status() != InvoiceStatus.DRAFT));
    }

    private Optional<UUID> invoiceId(Handle handle, KeyHash hash) {
        return handle.createQuery(
                        """
                        SELECT invoice_id FROM invoice_link
                        WHERE token_hash = :hash AND revoked_at IS NULL AND expires_at > :now
                        """)
                .bind("hash", hash.toBytes())
                .bind("now", clock.instant())
                .mapTo(UUID.class)
                .findOne();
    }

    private static void insert(Handle handle, InvoiceLink link, KeyHash hash) {
        handle.createUpdate(
                        """
                        INSERT INTO invoice_link (id, invoice_id, token_hash, author, created_at, expires_at)
                        VALUES (:id, :invoiceId, :hash, :author, :createdAt, :expiresAt)
                        """)
                .bindMethods(link)
                .bind("hash", hash.toBytes())
                .execute();
    }

    private static InvoiceLink read(ResultSet row) throws SQLException {
        OffsetDateTime revoked = row.getObject("revoked_at", OffsetDateTime.class);
        return new InvoiceLink(
                row.getObject("id", UUID.class),
                row.getObject("invoice_id", UUID.class),
                row.getString("author"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                revoked == null ? null : revoked.toInstant());
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
