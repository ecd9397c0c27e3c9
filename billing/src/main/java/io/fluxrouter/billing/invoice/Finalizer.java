package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.invoice.InvoiceSubject.Reason;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.subscription.BilledPeriods;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes drafts final. What came in during the grace counts: the lines of a subscription's draft are
 * made anew, by the functions that made them first. Safe for all threads.
 */
final class Finalizer {
    private final Jdbi jdbi;
    private final MeterBook meters;
    private final InvoiceSettings settings;
    private final Standing standing;
    private final Steps steps;
    private final MonthPartitions partitions;

    Finalizer(
            Jdbi jdbi, MeterBook meters, InvoiceSettings settings, Standing standing, Steps steps) {
        this.jdbi = jdbi;
        this.meters = meters;
        this.settings = settings;
        this.standing = standing;
        this.steps = steps;
        this.partitions = new MonthPartitions(jdbi);
    }

    /**
     * The draft whose grace is over the longest, which nobody else holds; false where there is
     * none.
     *
     * @param failed drafts that are left alone
     */
    boolean next(Instant now, Whose whose, Collection<UUID> failed, CountedAhead ahead) {
        partitions.ensure(Table.TRANSFER, now);
        UUID[] tried = new UUID[1];
        try {
            Optional<Invoice> done =
                    jdbi.inTransaction(
                            tx -> {
                                RunTransaction.prepare(tx);
                                Optional<UUID> due = lockDue(tx, now, whose, failed);
                                due.ifPresent(id -> tried[0] = id);
                                return due.map(id -> issue(tx, id, now, Standing.AUTHOR, ahead));
                            });
            done.ifPresent(one -> steps.reached(Steps.Step.FINAL_COMMITTED, one.id()));
            return done.isPresent();
        } catch (RuntimeException failure) {
            if (tried[0] == null) throw failure;
            throw new FailedInvoiceException(tried[0], failure);
        }
    }

    /**
     * This one, now, whatever its grace; CONFLICT for one that is final, and for one of a
     * subscription that comes to more than the ledger can hold.
     */
    Invoice now(UUID id, Instant now, String author) {
        partitions.ensure(Table.TRANSFER, now);
        try {
            return jdbi.inTransaction(tx -> issue(tx, id, now, author, CountedAhead.nothing()));
        } catch (ArithmeticException tooMuch) {
            throw ApiError.of(
                    Refusal.CONFLICT, "The invoice comes to more than the ledger can hold.");
        }
    }

    private Invoice issue(Handle tx, UUID id, Instant now, String author, CountedAhead ahead) {
        Invoice draft = InvoiceRows.lock(tx, id);
        if (draft.status() != InvoiceStatus.DRAFT) {
            throw ApiError.of(Refusal.CONFLICT, "The invoice is final already.");
        }
        Invoice counted =
                draft.subject().reason() == Reason.MANUAL
                        ? draft
                        : countAgain(tx, draft, now, ahead);
        steps.reached(Steps.Step.LINES_WRITTEN, id);
        Invoice issued = new Life(tx, now, author).issue(counted, steps);
        if (issued.status() == InvoiceStatus.PAID) standing.recover(tx, issued, now);
        steps.reached(Steps.Step.FINAL_WRITTEN, id);
        return issued;
    }

    private Invoice countAgain(Handle tx, Invoice draft, Instant now, CountedAhead ahead) {
        UUID subscription = draft.subject().requireSubscription();
        BilledPeriods.lock(tx, subscription);
        Invoice counted =
                new Drafts(tx, meters, settings, now, ahead)
                        .again(List.of(draft), LateEvents.take(tx, List.of(subscription)))
                        .getFirst();
        InvoiceRows.updateDrafts(tx, List.of(counted));
        return counted;
    }

    private static Optional<UUID> lockDue(
            Handle tx, Instant now, Whose whose, Collection<UUID> failed) {
        return whose.bind(
                        tx.createQuery(
                                """
                                SELECT i.id FROM invoice i JOIN customer c ON c.id = i.customer_id
                                WHERE i.status = 'DRAFT' AND i.deleted_at IS NULL
                                  AND i.scheduled_finalize_at <= :now AND i.id <> ALL(:failed) AND %s
                                ORDER BY i.scheduled_finalize_at, i.service_until
                                LIMIT 1 FOR UPDATE OF i SKIP LOCKED
                                """
                                        .formatted(whose.sql())))
                .bind("now", now)
                .bind("failed", failed.toArray(UUID[]::new))
                .mapTo(UUID.class)
                .findOne();
    }
}
