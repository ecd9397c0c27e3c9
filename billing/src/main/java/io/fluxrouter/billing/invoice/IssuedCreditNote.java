package io.fluxrouter.billing.invoice;

import io.fluxrouter.core.invoice.CreditNote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credit note as it is kept. Its total goes to what was still due, then to where was asked.
 *
 * @param number CN-2026-0001
 */
public record IssuedCreditNote(
        UUID id,
        UUID invoiceId,
        String number,
        CreditNote note,
        BigDecimal toDue,
        BigDecimal toBalance,
        BigDecimal toRefund,
        @Nullable String reason,
        String author,
        Instant createdAt) {}
