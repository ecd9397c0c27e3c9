package io.fluxrouter.billing.invoice;

import java.time.Duration;
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
        Instant updatedAt) {

    InvoiceDates updatedAt(Instant now) {
        return new InvoiceDates(
                service,
                dueDays,
                dueAt,
                scheduledFinalizeAt,
                finalizedAt,
                paidAt,
                voidedAt,
                createdAt,
                now);
    }

    InvoiceDates due(int days, @Nullable Instant at) {
        return new InvoiceDates(
                service,
                days,
                at,
                scheduledFinalizeAt,
                finalizedAt,
                paidAt,
                voidedAt,
                createdAt,
                updatedAt);
    }

    /** Issued now: the due date follows, unless somebody set one. */
    InvoiceDates issuedAt(Instant now) {
        Instant due = dueAt == null ? now.plus(Duration.ofDays(dueDays)) : dueAt;
        return new InvoiceDates(
                service, dueDays, due, scheduledFinalizeAt, now, paidAt, voidedAt, createdAt, now);
    }

    InvoiceDates paid(Instant now) {
        return new InvoiceDates(
                service,
                dueDays,
                dueAt,
                scheduledFinalizeAt,
                finalizedAt,
                now,
                voidedAt,
                createdAt,
                now);
    }

    InvoiceDates voided(Instant now) {
        return new InvoiceDates(
                service,
                dueDays,
                dueAt,
                scheduledFinalizeAt,
                finalizedAt,
                paidAt,
                now,
                createdAt,
                now);
    }
}
