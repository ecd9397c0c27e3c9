package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.billing.plan.Offers;
import io.fluxrouter.billing.subscription.Subscription.Ending;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.subscription.SubscriptionStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The moves of one subscription, with what each does to its periods, phases and lines, in a
 * transaction that holds the subscription's row. A move that the state does not allow is a
 * CONFLICT.
 */
final class Moves {
    private final Handle tx;
    private final Instant now;
    private final String author;

    Moves(Handle tx, Instant now, String author) {
        this.tx = tx;
        this.now = now;
        this.author = author;
    }

    /** Begins it: its first phase and period. Its row must be there. */
    Subscription begin(Subscription first, Offer offer) {
        PeriodRows.openPhase(tx, first.id(), first.plan(), first.startsAt());
        Subscription opened = open(first, first.period(), offer);
        SubscriptionEvents.created(tx, opened, now);
        new AuditRecord(first.id(), "create", author, first.status().name(), now).insert(tx);
        return opened;
    }

    /** Ends it now, and gives back what of its fees is not used. */
    Subscription cancel(Subscription before, @Nullable String reason) {
        allow(before, SubscriptionStatus.CANCELED);
        Subscription after = stop(before).withEnding(new Ending(false, now, reason)).endedAt(now);
        return record("cancel", before, after);
    }

    /** Lets the running period be the last. */
    Subscription cancelAtPeriodEnd(Subscription before, @Nullable String reason) {
        allow(before, SubscriptionStatus.CANCELED);
        if (before.period().last()) throw conflict("A paused subscription has no period to end.");
        if (before.cancelsAtPeriodEnd()) throw conflict("It ends with its period already.");
        Subscription after = before.withEnding(new Ending(true, now, reason)).withNext(null);
        return record("cancel_at_period_end", before, after);
    }

    /** Takes back a cancellation that has not come about. */
    Subscription keep(Subscription before) {
        if (!before.cancelsAtPeriodEnd()) throw conflict("No cancellation is pending.");
        return record("keep", before, before.withEnding(null));
    }

    /** Ends the running period now, and begins no other. */
    Subscription pause(Subscription before) {
        allow(before, SubscriptionStatus.PAUSED);
        if (before.cancelsAtPeriodEnd()) throw conflict("It ends with its period.");
        return record("pause", before, stop(before).withStatus(SubscriptionStatus.PAUSED));
    }

    /** Begins a period, on the plan it was to have next if there is one. */
    Subscription resume(Subscription before) {
        if (before.status() != SubscriptionStatus.PAUSED) throw conflict("It is not paused.");
        allow(before, SubscriptionStatus.ACTIVE);
        PlanRef next = before.next();
        Subscription after =
                (next == null ? before : before.withPlan(next))
                        .with(before.calendar().moved())
                        .withStatus(SubscriptionStatus.ACTIVE);
        PeriodRows.openPhase(tx, after.id(), after.plan(), now);
        Offer offer = offerOf(after.plan());
        int number = after.period().number() + 1;
        return record(
                "resume",
                before,
                open(after, Cycles.startingAt(now, number, after, offer.plan()), offer));
    }

    /** An invoice is overdue. */
    Subscription fallBehind(Subscription before) {
        allow(before, SubscriptionStatus.PAST_DUE);
        return record("past_due", before, before.withStatus(SubscriptionStatus.PAST_DUE));
    }

    /** What was overdue is paid. */
    Subscription recover(Subscription before) {
        if (before.status() != SubscriptionStatus.PAST_DUE) throw conflict("Nothing is past due.");
        allow(before, SubscriptionStatus.ACTIVE);
        return record("recover", before, before.withStatus(SubscriptionStatus.ACTIVE));
    }

    /**
     * Puts it on another plan, or on the newest version of its own, now. With the same interval the
     * period goes on and two lines make up for the difference; with another one, a period begins
     * today.
     */
    Subscription change(Subscription before, Offer to) {
        Offer from = changeable(before, to);
        Instant at = now.isBefore(before.startsAt()) ? before.startsAt() : now;
        boolean sameInterval = from.plan().interval().equals(to.plan().interval());
        if (!before.period().trial() && !sameInterval) {
            BorderCalendar anew = before.calendar().moved().anchoredAt(at);
            Subscription stopped = stop(before).withPlan(PlanRef.of(to)).with(anew);
            PeriodRows.openPhase(tx, before.id(), stopped.plan(), at);
            int number = before.period().number() + 1;
            ServicePeriod next = Cycles.startingAt(at, number, stopped, to.plan());
            return record("change_plan", before, open(stopped, next, to));
        }
        PeriodRows.insertLines(
                tx,
                before.id(),
                before.period().number(),
                Fees.change(before.period(), now, from, to, linesOf(before)));
        switchPhase(before, PlanRef.of(to), at);
        return record("change_plan", before, before.withPlan(PlanRef.of(to)));
    }

    /** Puts it on another plan when the running period ends. */
    Subscription changeAtPeriodEnd(Subscription before, Offer to) {
        changeable(before, to);
        if (before.cancelsAtPeriodEnd()) throw conflict("It ends with its period.");
        return record("change_plan_at_period_end", before, before.withNext(PlanRef.of(to)));
    }

    /** Has days of another zone count from the next period on. */
    Subscription moveTo(Subscription before, ZoneId zone) {
        if (before.status() == SubscriptionStatus.CANCELED) throw conflict("It has ended.");
        if (before.cancelsAtPeriodEnd()) throw conflict("It ends with its period.");
        return record("move", before, before.with(before.calendar().movingTo(zone)));
    }

    /** Does all that the time brought: ends of trials, next periods, planned changes and ends. */
    Subscription turn(Subscription before) {
        Subscription turned = before;
        while (turned.isDueAt(now)) turned = turnOnce(turned);
        return turned;
    }

    private Subscription turnOnce(Subscription before) {
        Instant border = before.period().span().end();
        if (before.cancelsAtPeriodEnd()) return end(before, border);
        Offer from = offerOf(before.plan());
        PlanRef next = before.next();
        Offer to = next == null ? from : offerOf(next);
        Subscription after = before.with(before.calendar().moved());
        // Counted anew in another zone, what is left of a day might pass for a period.
        boolean restarts = before.period().trial() && after.zone().equals(before.zone());
        if (next != null) {
            switchPhase(before, next, border);
            after = after.withPlan(next);
            if (!from.plan().interval().equals(to.plan().interval()) && !restarts) {
                after = after.with(after.calendar().anchoredAt(border));
                restarts = true;
            }
        }
        if (after.status() == SubscriptionStatus.TRIAL) {
            allow(after, SubscriptionStatus.ACTIVE);
            after = after.withStatus(SubscriptionStatus.ACTIVE);
        }
        ServicePeriod period =
                restarts
                        ? Cycles.startingAt(border, before.period().number() + 1, after, to.plan())
                        : Cycles.after(before.period(), after, to.plan());
        Subscription opened = open(after, period, to);
        boolean moved = next != null || after.status() != before.status();
        return moved ? recordAt(border, "turn", before, opened) : opened;
    }

    private Subscription end(Subscription before, Instant border) {
        allow(before, SubscriptionStatus.CANCELED);
        ServicePeriod last = before.period().asLast();
        PeriodRows.end(tx, before.id(), last);
        PeriodRows.closePhase(tx, before.id(), border);
        return recordAt(border, "end", before, before.withPeriod(last).endedAt(border));
    }

    /** Begins a period: its row, and the lines of its fees. */
    private Subscription open(Subscription subscription, ServicePeriod period, Offer offer) {
        PeriodRows.insert(tx, subscription.id(), period);
        PeriodRows.insertLines(tx, subscription.id(), period.number(), Fees.of(period, offer));
        return subscription.withPeriod(period);
    }

    /** Cuts the running period and gives back what is not used; nothing where none runs. */
    private Subscription stop(Subscription before) {
        if (before.period().last()) return before;
        ServicePeriod cut = before.period().cutAt(now);
        PeriodRows.insertLines(
                tx,
                before.id(),
                cut.number(),
                Fees.change(before.period(), now, offerOf(before.plan()), null, linesOf(before)));
        PeriodRows.end(tx, before.id(), cut);
        PeriodRows.closePhase(tx, before.id(), now);
        return before.withPeriod(cut);
    }

    private void switchPhase(Subscription before, PlanRef to, Instant at) {
        PeriodRows.closePhase(tx, before.id(), at);
        PeriodRows.openPhase(tx, before.id(), to, at);
    }

    /** The offer it is on, if it may leave that for the other. */
    private Offer changeable(Subscription before, Offer to) {
        if (!before.status().isServed()) {
            throw conflict("A subscription that is " + before.status() + " keeps its plan.");
        }
        if (before.plan().equals(PlanRef.of(to))) throw conflict("It is on this plan already.");
        Offer from = offerOf(before.plan());
        if (!to.plan().active() && !to.plan().id().equals(from.plan().id())) {
            throw Fields.invalid("The plan is not active.", "plan_id");
        }
        if (!to.plan().currency().equals(from.plan().currency())) {
            throw Fields.invalid("A plan in another currency needs a new subscription.", "plan_id");
        }
        return from;
    }

    private static void allow(Subscription before, SubscriptionStatus next) {
        if (!before.status().canBecome(next)) {
            throw conflict(
                    "A subscription that is " + before.status() + " cannot become " + next + ".");
        }
    }

    private static ApiError conflict(String message) {
        return ApiError.of(Refusal.CONFLICT, message);
    }

    private Offer offerOf(PlanRef plan) {
        return Offers.get(tx, plan.planId(), plan.version());
    }

    private List<PendingLine> linesOf(Subscription subscription) {
        return PeriodRows.lines(tx, subscription.id(), subscription.period().number());
    }

    private Subscription record(String action, Subscription before, Subscription after) {
        SubscriptionEvents.moved(tx, before, after, now);
        new AuditRecord(after.id(), action, author, note(before, after), now).insert(tx);
        return after;
    }

    private Subscription recordAt(
            Instant at, String action, Subscription before, Subscription after) {
        SubscriptionEvents.moved(tx, before, after, at);
        new AuditRecord(after.id(), action, "clock", note(before, after), at).insert(tx);
        return after;
    }

    private static String note(Subscription before, Subscription after) {
        String status = before.status() + " -> " + after.status();
        return before.plan().equals(after.plan())
                ? status
                : status + ", plan " + after.plan().planId() + " version " + after.plan().version();
    }
}
