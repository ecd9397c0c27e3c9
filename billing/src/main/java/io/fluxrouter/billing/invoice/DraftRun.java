package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.invoice.Steps.Step;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.subscription.BilledPeriods;
import io.fluxrouter.billing.subscription.PeriodRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes the drafts of periods that are over, some in each transaction. Where one fails all of its
 * transaction do; each of them is then made by itself, so only that one stays behind. Used by one
 * thread; others may run beside it.
 */
final class DraftRun {
    private final Jdbi jdbi;
    private final MeterBook meters;
    private final InvoiceSettings settings;
    private final Steps steps;
    private final Due due;
    private final int most;
    private int alone;

    /** What a run is about. */
    record Due(Instant now, Whose whose, CountedAhead ahead) {}

    /**
     * @param most how many drafts a transaction makes
     */
    DraftRun(
            Jdbi jdbi, MeterBook meters, InvoiceSettings settings, Steps steps, Due due, int most) {
        this.jdbi = jdbi;
        this.meters = meters;
        this.settings = settings;
        this.steps = steps;
        this.due = due;
        this.most = most;
    }

    /**
     * Makes the drafts of those periods that have been over the longest and that nobody else holds;
     * false where there are none. A period without any line is marked, and gets no invoice.
     *
     * @param failed subscriptions that are left alone
     */
    boolean next(Collection<UUID> failed) {
        Set<PeriodRef> tried = new LinkedHashSet<>();
        try {
            List<Invoice> drafts =
                    jdbi.inTransaction(
                            tx -> {
                                RunTransaction.prepare(tx);
                                tried.addAll(lockDue(tx, failed));
                                return run(tx, tried);
                            });
            drafts.forEach(one -> steps.reached(Step.DRAFT_COMMITTED, one.id()));
            alone = Math.max(0, alone - 1);
            return !tried.isEmpty();
        } catch (RuntimeException failure) {
            if (tried.isEmpty()) throw failure;
            if (tried.size() > 1) {
                alone = tried.size();
                return true;
            }
            alone = Math.max(0, alone - 1);
            throw new FailedInvoiceException(tried.iterator().next().subscriptionId(), failure);
        }
    }

    private List<Invoice> run(Handle tx, Collection<PeriodRef> periods) {
        if (periods.isEmpty()) return List.of();
        Map<UUID, List<Integer>> late =
                LateEvents.take(tx, periods.stream().map(PeriodRef::subscriptionId).toList());
        List<Invoice> made =
                new Drafts(tx, meters, settings, due.now(), due.ahead()).ofPeriods(periods, late);
        Map<PeriodRef, Optional<UUID>> invoiced = new LinkedHashMap<>();
        List<Invoice> drafts = new ArrayList<>();
        for (Invoice draft : made) {
            boolean empty = draft.lines().isEmpty();
            invoiced.put(
                    draft.subject().requirePeriodRef(),
                    empty ? Optional.empty() : Optional.of(draft.id()));
            if (!empty) drafts.add(draft);
        }
        BilledPeriods.markInvoiced(tx, invoiced, due.now());
        insert(tx, drafts, due.now(), steps);
        return drafts;
    }

    static void insert(Handle tx, List<Invoice> drafts, Instant now, Steps steps) {
        InvoiceRows.insert(tx, drafts);
        InvoiceEvents.created(tx, drafts, now);
        drafts.forEach(draft -> steps.reached(Step.DRAFT_WRITTEN, draft.id()));
    }

    /** At most one period of a subscription: its next one is for the next transaction. */
    private Collection<PeriodRef> lockDue(Handle tx, Collection<UUID> failed) {
        Map<UUID, PeriodRef> first = new LinkedHashMap<>();
        due.whose()
                .bind(
                        tx.createQuery(
                                """
                                SELECT p.subscription_id, p.number FROM subscription_period p
                                JOIN subscription s ON s.id = p.subscription_id
                                JOIN customer c ON c.id = s.customer_id
                                WHERE p.invoiced_at IS NULL AND p.ends_at <= :now
                                  AND (p.is_last OR p.number < s.period_number)
                                  AND p.subscription_id <> ALL(:failed) AND %s
                                ORDER BY p.ends_at
                                LIMIT :most FOR UPDATE OF p, s SKIP LOCKED
                                """
                                        .formatted(due.whose().sql())))
                .bind("now", due.now())
                .bind("failed", failed.toArray(UUID[]::new))
                .bind("most", alone > 0 ? 1 : most)
                .map((row, context) -> new PeriodRef(row.getObject(1, UUID.class), row.getInt(2)))
                .forEach(period -> first.putIfAbsent(period.subscriptionId(), period));
        return first.values();
    }
}
