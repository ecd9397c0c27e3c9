package io.fluxrouter.billing.invoice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link to an invoice, without its token, which is not kept.
 *
 * @param revokedAt null while it was not taken back
 */
public record InvoiceLink(
        UUID id,
        UUID invoiceId,
        String author,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {}
