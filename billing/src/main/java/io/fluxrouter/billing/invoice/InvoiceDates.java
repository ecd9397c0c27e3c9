package io.fluxrouter.billing.invoice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When things happened to an invoice, or will.
 *
 * @param service the period it is for; null for a manual one
 * @param finalizedAt its date of issue; null for a draft
 * @param dueDays from the issue on
 * @param dueAt null for a draft whose due date follows from its issue
 */
public record InvoiceDates(
        @Nullable ServiceTime service,
        int dueDays,
        @Nullable Instant dueAt,
        @Nullable Instant scheduledFinalizeAt,
        @Nullable Instant finalizedAt,
        @Nullable Instant paidAt,
        @Nullable Instant voidedAt,
        Instant createdAt,
        Instant updatedAt) {}
