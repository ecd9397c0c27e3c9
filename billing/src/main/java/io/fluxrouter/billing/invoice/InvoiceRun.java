package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.subscription.BilledPeriods;
import io.fluxrouter.billing.subscription.PeriodRef;
import io.fluxrouter.billing.subscription.Subscriptions;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The invoice run: each period of a subscription that is over becomes a draft, each draft whose
 * grace is over becomes final, each in a transaction of its own. Several may run at once, on
 * several nodes: what one holds, the others pass by. To run again changes nothing. Safe for all
 * threads.
 */
public final class InvoiceRun {
    private static final Logger LOG = LoggerFactory.getLogger(InvoiceRun.class);

    /** More would only wait for each other. */
    private static final int HANDS = 2;

    /** Drafts in a transaction: enough that its commit does not count, few to do again. */
    private static final int TOGETHER = 50;

    private final Jdbi jdbi;
    private final MeterBook meters;
    private final Subscriptions subscriptions;
    private final InvoiceSettings settings;
    private final Steps steps;
    private final Standing standing;
    private final Finalizer finalizer;
    private final LateEvents late;
    private volatile boolean stopped;

    public InvoiceRun(
            Jdbi jdbi, MeterBook meters, Subscriptions subscriptions, InvoiceSettings settings) {
        this(jdbi, meters, subscriptions, settings, Steps.NONE);
    }

    InvoiceRun(
            Jdbi jdbi,
            MeterBook meters,
            Subscriptions subscriptions,
            InvoiceSettings settings,
            Steps steps) {
        this.jdbi = jdbi;
        this.meters = meters;
        this.subscriptions = subscriptions;
        this.settings = settings;
        this.steps = steps;
        this.standing = new Standing(subscriptions);
        this.finalizer = new Finalizer(jdbi, meters, settings, standing, steps);
        this.late = new LateEvents(jdbi);
    }

    /**
     * A draft as it would be, and what would pay it.
     *
     * @param credit what the balance and the grants would pay now; below zero where it gives credit
     */
    public record Preview(Invoice invoice, BigDecimal credit) {
        /** What would be left to pay. */
        public BigDecimal due() {
            return invoice.amounts().total().subtract(credit);
        }
    }

    /**
     * Does all that is due by now. An invoice that fails is logged and left for the next run.
     * Subscriptions of everybody are turned first; those of a test clock are its owner's to turn.
     */
    public void runAll(Instant now, Whose whose) {
        if (whose.equals(Whose.EVERYBODY)) turnAll();
        late.look(micros(now), whose);
        makeDrafts(now, whose);
        repeat(failed -> runLateNext(now, whose, failed));
        settleDue(now, whose);
    }

    /** The part of it that makes the drafts of periods that are over. */
    public void makeDrafts(Instant now, Whose whose) {
        CountedAhead ahead = CountedAhead.ofDue(jdbi, meters, now, whose);
        byHands(ahead, () -> repeat(drafts(now, whose, ahead, TOGETHER)::next));
    }

    private DraftRun drafts(Instant now, Whose whose, CountedAhead ahead, int most) {
        DraftRun.Due due = new DraftRun.Due(micros(now), whose, ahead);
        return new DraftRun(jdbi, meters, settings, steps, due, most);
    }

    /** Where many are due, two hands, one of which writes while the other waits for the disk. */
    private static void byHands(CountedAhead ahead, Runnable work) {
        if (ahead.isEmpty()) {
            work.run();
            return;
        }
        Callable<Boolean> call =
                () -> {
                    work.run();
                    return true;
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(HANDS)) {
            for (Future<Boolean> end : threads.invokeAll(Collections.nCopies(HANDS, call)))
                end.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("an invoice run fails", failure.getCause());
        }
    }

    /** The part of it that does not make drafts: makes them final, and marks what is overdue. */
    public void settleDue(Instant now, Whose whose) {
        CountedAhead ahead = CountedAhead.ofDrafts(jdbi, meters, now, whose);
        byHands(ahead, () -> repeat(failed -> finalizer.next(micros(now), whose, failed, ahead)));
        repeat(failed -> markOverdueNext(now, whose));
    }

    /** Lets a run on another thread end after the invoice it is at; no run begins after that. */
    void stop() {
        stopped = true;
    }

    private void turnAll() {
        boolean more = true;
        while (more && !stopped) more = subscriptions.turnNext();
    }

    /** One of many like it; false where there is none left. */
    @FunctionalInterface
    private interface Next {
        boolean take(Collection<UUID> failed);
    }

    private void repeat(Next next) {
        Set<UUID> failed = new HashSet<>();
        boolean more = true;
        while (more && !stopped) {
            try {
                more = next.take(failed);
            } catch (FailedInvoiceException failure) {
                LOG.error("an invoice fails and is left for the next run", failure);
                failed.add(failure.id());
            }
        }
    }

    /** Finds the final periods for which events, corrections or requests came late. */
    public void lookForLate(Instant now) {
        late.look(micros(now), Whose.EVERYBODY);
    }

    /** As {@link #runNext(Instant, Whose)}, of everybody. */
    public boolean runNext(Instant now) {
        return runNext(now, Whose.EVERYBODY);
    }

    /**
     * Makes the draft of the period that has been over the longest, which nobody else holds; false
     * where there is none. A period without any line is marked, and gets no invoice.
     */
    public boolean runNext(Instant now, Whose whose) {
        return drafts(now, whose, CountedAhead.nothing(), 1).next(List.of());
    }

    /**
     * A subscription that has ended has no next invoice: what came late is a draft of its own,
     * unless it costs nothing more. False where there is none left to look at.
     */
    private boolean runLateNext(Instant now, Whose whose, Collection<UUID> failed) {
        @Nullable UUID[] tried = new UUID[1];
        try {
            jdbi.useTransaction(
                    tx -> {
                        UUID subscription = LateEvents.lockEnded(tx, whose, failed);
                        tried[0] = subscription;
                        if (subscription != null) runLate(tx, subscription, micros(now));
                    });
            return tried[0] != null;
        } catch (RuntimeException failure) {
            if (tried[0] == null) throw failure;
            throw new FailedInvoiceException(tried[0], failure);
        }
    }

    private void runLate(Handle tx, UUID subscription, Instant now) {
        List<Integer> lately =
                LateEvents.take(tx, List.of(subscription)).getOrDefault(subscription, List.of());
        LastPeriod last = lastPeriod(tx, subscription);
        Invoice draft =
                new Drafts(tx, meters, settings, now)
                        .ofLate(last.period(), last.occasion(), lately);
        if (draft.lines().stream().anyMatch(line -> line.amount().signum() != 0)) {
            DraftRun.insert(tx, List.of(draft), now, steps);
        }
    }

    private record LastPeriod(PeriodRef period, int occasion) {}

    private static LastPeriod lastPeriod(Handle tx, UUID subscription) {
        return tx.createQuery(
                        """
                        SELECT p.number, 1 + (SELECT count(*) FROM invoice i
                            WHERE i.subscription_id = p.subscription_id AND i.reason = 'late')::int
                        FROM subscription_period p WHERE p.subscription_id = :id
                        ORDER BY p.number DESC LIMIT 1
                        """)
                .bind("id", subscription)
                .map(
                        (row, context) ->
                                new LastPeriod(
                                        new PeriodRef(subscription, row.getInt(1)), row.getInt(2)))
                .one();
    }

    /** Makes one draft final whose grace is over; false where there is none. */
    public boolean finalizeNext(Instant now, Whose whose) {
        return finalizer.next(micros(now), whose, List.of(), CountedAhead.nothing());
    }

    public boolean finalizeNext(Instant now) {
        return finalizeNext(now, Whose.EVERYBODY);
    }

    /** Marks one subscription PAST_DUE that has an overdue invoice; false where there is none. */
    public boolean markOverdueNext(Instant now, Whose whose) {
        return jdbi.inTransaction(tx -> standing.markNext(tx, whose, now));
    }

    /**
     * The invoice of a period as it would be now, running or over; by the functions of the run.
     *
     * @param number of the period
     */
    public Preview preview(UUID subscriptionId, int number, Instant now) {
        return jdbi.inTransaction(
                tx -> {
                    Invoice draft =
                            new Drafts(tx, meters, settings, micros(now))
                                            .ofPeriods(
                                                    List.of(new PeriodRef(subscriptionId, number)),
                                                    Map.of(
                                                            subscriptionId,
                                                            LateEvents.of(tx, subscriptionId)))
                                            .stream()
                                            .findFirst()
                                            .orElseThrow(BilledPeriods::unknown);
                    return new Preview(draft, AppliedCredit.preview(tx, draft, micros(now)));
                });
    }

    /** When the next thing of these is due: a draft to make, to make final, or overdue. */
    public Optional<Instant> nextDue(Whose whose) {
        return jdbi.withHandle(handle -> DueTimes.next(handle, whose));
    }

    Finalizer finalizer() {
        return finalizer;
    }

    Standing standing() {
        return standing;
    }

    InvoiceSettings settings() {
        return settings;
    }

    MeterBook meters() {
        return meters;
    }

    /** As fine as the database keeps it, so that what is hashed equals what is read later. */
    private static Instant micros(Instant now) {
        return now.truncatedTo(ChronoUnit.MICROS);
    }
}
