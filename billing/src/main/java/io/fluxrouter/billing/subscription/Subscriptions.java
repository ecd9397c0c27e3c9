package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.clock.CustomerTime;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.billing.plan.Offers;
import io.fluxrouter.core.refusal.ApiError;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Makes and moves subscriptions. Each move is one transaction that holds the subscription's row, so
 * of two at once one comes second and is judged by what the first left: mostly a CONFLICT. What the
 * time brought is done first, whether or not a worker got to it. Safe for all threads.
 */
public final class Subscriptions {
    private final Jdbi jdbi;
    private final CustomerTime time;
    private final Turns turns;

    public Subscriptions(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.time = new CustomerTime(clock);
        this.turns = new Turns(jdbi, time);
    }

    /** Throws an {@link ApiError} INVALID_VALUE that names the field. */
    public Subscription create(NewSubscription wanted, String author) {
        return jdbi.inTransaction(
                tx -> {
                    Instant now = time.now(tx, wanted.customerId());
                    UUID organizationId = organizationOf(tx, wanted.customerId());
                    Offer offer = offerTo(tx, organizationId, wanted);
                    Subscription first = Starts.of(wanted, offer, now);
                    SubscriptionRows.insert(tx, first);
                    Moves moves = new Moves(tx, now, author);
                    Subscription turned = moves.turn(moves.begin(first, offer));
                    SubscriptionRows.update(tx, turned);
                    return turned;
                });
    }

    /** As it stands now; empty for an unknown id. */
    public Optional<Subscription> find(UUID id) {
        return jdbi.withHandle(
                handle -> SubscriptionRows.find(handle, id).map(one -> turns.current(handle, one)));
    }

    /** As it stands now; NOT_FOUND for an unknown id. */
    public Subscription get(UUID id) {
        return find(id).orElseThrow(SubscriptionRows::unknown);
    }

    /** Newest first, as they stand now; all customers' where none is given. */
    public Listing<Subscription> list(
            UUID organizationId, @Nullable UUID customerId, NumberedPage page) {
        Listing<Subscription> listing =
                jdbi.withHandle(
                        handle -> SubscriptionRows.list(handle, organizationId, customerId, page));
        return new Listing<>(turns.current(listing.items()), listing.total());
    }

    public Subscription cancel(UUID id, @Nullable String reason, String author) {
        String why = Fields.optionalText(reason, "reason");
        return move(id, author, (moves, before) -> moves.cancel(before, why));
    }

    public Subscription cancelAtPeriodEnd(UUID id, @Nullable String reason, String author) {
        String why = Fields.optionalText(reason, "reason");
        return move(id, author, (moves, before) -> moves.cancelAtPeriodEnd(before, why));
    }

    /** Takes back a cancellation at the period's end. */
    public Subscription keep(UUID id, String author) {
        return move(id, author, Moves::keep);
    }

    public Subscription pause(UUID id, String author) {
        return move(id, author, Moves::pause);
    }

    public Subscription resume(UUID id, String author) {
        return move(id, author, Moves::resume);
    }

    /** An invoice of it is overdue. */
    public Subscription fallBehind(UUID id, String author) {
        return move(id, author, Moves::fallBehind);
    }

    /** What was overdue is paid. */
    public Subscription recover(UUID id, String author) {
        return move(id, author, Moves::recover);
    }

    /** Moves it to the newest version of a plan, its own one perhaps, now. */
    public Subscription changePlan(UUID id, UUID planId, String author) {
        return moveWith(
                id,
                author,
                (tx, moves, before) ->
                        moves.change(before, target(tx, before.organizationId(), planId)));
    }

    /** As {@link #changePlan}, when the running period ends. */
    public Subscription changePlanAtPeriodEnd(UUID id, UUID planId, String author) {
        return moveWith(
                id,
                author,
                (tx, moves, before) ->
                        moves.changeAtPeriodEnd(
                                before, target(tx, before.organizationId(), planId)));
    }

    /** Has days of another zone count, from the next period on. */
    public Subscription moveTo(UUID id, ZoneId zone, String author) {
        return move(id, author, (moves, before) -> moves.moveTo(before, zone));
    }

    /** Ends it, if it has not ended, and takes it out of sight. What is due stays due. */
    public void delete(UUID id, String author) {
        jdbi.useTransaction(
                tx -> {
                    Subscription locked = SubscriptionRows.lock(tx, id);
                    Instant now = time.now(tx, locked.customerId());
                    Moves moves = new Moves(tx, now, author);
                    Subscription before = moves.turn(locked);
                    Subscription after =
                            before.endedAt() == null ? moves.cancel(before, null) : before;
                    SubscriptionRows.update(tx, after.updatedAt(now));
                    SubscriptionRows.delete(tx, id, now);
                    new AuditRecord(id, "delete", author, after.status().name(), now).insert(tx);
                });
    }

    /**
     * Does what the time brought to one subscription whose period is over, the longest overdue
     * first; false where there is none. Workers may run at once: each takes another subscription.
     * Those of customers on test clocks wait for their clocks: see {@link TestClockTurns}.
     */
    public boolean turnNext() {
        return jdbi.inTransaction(tx -> Turns.next(tx, null, time.now()));
    }

    /** The lines of a period that are known before it is invoiced, in the order they came about. */
    public List<PendingLine> pendingLines(UUID id, int periodNumber) {
        return jdbi.withHandle(handle -> PeriodRows.lines(handle, id, periodNumber));
    }

    /** A period of a subscription, running or over. */
    public Optional<ServicePeriod> period(UUID id, int number) {
        return jdbi.withHandle(handle -> PeriodRows.find(handle, id, number));
    }

    /** The records of its moves, oldest first. */
    public List<AuditRecord> audit(UUID id) {
        return jdbi.withHandle(handle -> AuditRecord.of(handle, id));
    }

    /** Those by which a customer may use something now, oldest first. */
    List<Subscription> servedTo(UUID customerId, Instant now) {
        return jdbi.withHandle(handle -> SubscriptionRows.servedTo(handle, customerId)).stream()
                .flatMap(one -> (one.isDueAt(now) ? find(one.id()) : Optional.of(one)).stream())
                .filter(one -> one.isServedAt(now))
                .toList();
    }

    /** A move that needs nothing but the subscription. */
    @FunctionalInterface
    private interface Move {
        Subscription make(Moves moves, Subscription before);
    }

    /** A move that reads more. */
    @FunctionalInterface
    private interface ReadingMove {
        Subscription make(Handle tx, Moves moves, Subscription before);
    }

    private Subscription move(UUID id, String author, Move move) {
        return moveWith(id, author, (tx, moves, before) -> move.make(moves, before));
    }

    private Subscription moveWith(UUID id, String author, ReadingMove move) {
        return jdbi.inTransaction(
                tx -> {
                    Subscription locked = SubscriptionRows.lock(tx, id);
                    Instant now = time.now(tx, locked.customerId());
                    Moves moves = new Moves(tx, now, author);
                    Subscription before = moves.turn(locked);
                    Subscription after = move.make(tx, moves, before).updatedAt(now);
                    SubscriptionRows.update(tx, after);
                    return after;
                });
    }

    private static Offer target(Handle tx, UUID organizationId, UUID planId) {
        return Offers.lockNewest(tx, planId)
                .filter(offer -> offer.plan().organizationId().equals(organizationId))
                .orElseThrow(() -> Fields.invalid("There is no such plan.", "plan_id"));
    }

    private static Offer offerTo(Handle tx, UUID organizationId, NewSubscription wanted) {
        Offer offer = target(tx, organizationId, wanted.planId());
        if (!offer.plan().active()) throw Fields.invalid("The plan is not active.", "plan_id");
        String interval = wanted.interval();
        if (interval != null && !offer.plan().interval().key().equalsIgnoreCase(interval)) {
            throw Fields.invalid(
                    "billing_interval must be the plan's, " + offer.plan().interval().key() + ".",
                    "billing_interval");
        }
        return offer;
    }

    private static UUID organizationOf(Handle tx, UUID customerId) {
        return tx.createQuery(
                        """
                        SELECT organization_id FROM customer
                        WHERE id = :id AND archived_at IS NULL FOR SHARE
                        """)
                .bind("id", customerId)
                .mapTo(UUID.class)
                .findOne()
                .orElseThrow(() -> Fields.invalid("There is no such customer.", "customer_id"));
    }
}
