package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.plan.Charge;
import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.core.invoice.PlanChange;
import io.fluxrouter.core.invoice.PlanChange.Part;
import io.fluxrouter.core.invoice.Refundable;
import io.fluxrouter.core.period.Share;
import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of fixed charges: of a whole period, and of a change within it. Pure. */
final class Fees {
    private Fees() {}

    /** A line for each fixed charge of a period that begins; nothing in a trial. */
    static List<PendingLine> of(ServicePeriod period, Offer offer) {
        if (period.trial()) return List.of();
        Share share = period.share(period.span().start(), period.span().end());
        int scale = offer.plan().rounding().scale();
        List<PendingLine> lines = new ArrayList<>();
        for (Charge charge : offer.fixedCharges()) {
            lines.add(
                    new PendingLine(
                            PendingLine.Kind.FEE,
                            charge.displayName(),
                            charge.id(),
                            PlanRef.of(offer),
                            share.of(charge.fee(), scale),
                            offer.plan().currency(),
                            period.span().start(),
                            period.span().end()));
        }
        return lines;
    }

    /**
     * The lines by which a plan is left within a period, and another takes its place.
     *
     * @param after null where nothing does: a pause, a cancellation, another interval
     * @param pending the lines of the period so far
     */
    static List<PendingLine> change(
            ServicePeriod period,
            Instant now,
            Offer before,
            @Nullable Offer after,
            List<PendingLine> pending) {
        if (period.trial()) return List.of();
        Rounding rounding = before.plan().rounding();
        Share rest = period.rest(now);
        PlanChange change =
                PlanChange.of(
                        new Part(before.fees(), rest),
                        after == null ? Part.NONE : new Part(after.fees(), rest),
                        refundable(before, pending),
                        rounding);
        Instant from = now.isBefore(period.span().start()) ? period.span().start() : now;
        List<PendingLine> lines = new ArrayList<>();
        if (change.credit().signum() != 0) {
            lines.add(line(PendingLine.Kind.UNUSED, before, change.credit(), from, period));
        }
        if (after != null && change.charge().signum() != 0) {
            lines.add(line(PendingLine.Kind.REMAINING, after, change.charge(), from, period));
        }
        return lines;
    }

    private static PendingLine line(
            PendingLine.Kind kind,
            Offer offer,
            BigDecimal amount,
            Instant from,
            ServicePeriod period) {
        String text = kind == PendingLine.Kind.UNUSED ? "Unused time on " : "Remaining time on ";
        Instant until = period.span().end();
        return new PendingLine(
                kind,
                text + offer.plan().name(),
                null,
                PlanRef.of(offer),
                amount,
                offer.plan().currency(),
                from.isAfter(until) ? until : from,
                until);
    }

    /** What this version of a plan was charged in the period, and what of it came back before. */
    private static Refundable refundable(Offer offer, List<PendingLine> pending) {
        BigDecimal charged = BigDecimal.ZERO;
        BigDecimal givenBack = BigDecimal.ZERO;
        for (PendingLine line : pending) {
            if (!line.plan().equals(PlanRef.of(offer))) continue;
            if (line.amount().signum() > 0) charged = charged.add(line.amount());
            else givenBack = givenBack.subtract(line.amount());
        }
        return new Refundable(charged, givenBack);
    }
}
