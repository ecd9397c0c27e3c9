package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.plan.Charge;
import io.fluxrouter.billing.subscription.PeriodRating;
import io.fluxrouter.billing.subscription.PeriodTerms;
import io.fluxrouter.billing.subscription.RatedLine;
import io.fluxrouter.core.rating.RatedPart;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a period as an invoice keeps them: {@link PeriodRating}'s, with what they count.
 *
 * @param mark arrivals up to here are there for certain
 */
record PeriodLines(PeriodTerms terms, CountedQuantities quantities, long mark) {

    List<InvoiceLine> lines() {
        Map<UUID, UUID> meters = meters();
        return PeriodRating.lines(terms, quantities).stream()
                .map(rated -> line(rated, meters))
                .toList();
    }

    /** The meter of each usage charge, by the charge. */
    private Map<UUID, UUID> meters() {
        Map<UUID, UUID> meters = new HashMap<>();
        for (PeriodTerms.Phase phase : terms.phases()) {
            for (Charge charge : phase.offer().usageCharges()) {
                meters.put(charge.id(), charge.requireMeter());
            }
        }
        return meters;
    }

    private InvoiceLine line(RatedLine rated, Map<UUID, UUID> meters) {
        return InvoiceLine.unplaced(
                kind(rated.kind()),
                rated.description(),
                rated.quantity(),
                unitAmount(rated),
                rated.amount(),
                rated.chargeId(),
                usage(rated, rated.chargeId() == null ? null : meters.get(rated.chargeId())),
                Optional.of(new ServiceTime(rated.service().start(), rated.service().end())));
    }

    private Optional<LineUsage> usage(RatedLine rated, @Nullable UUID meterId) {
        if (meterId == null || isFee(rated.kind())) return Optional.empty();
        long events = quantities.events(meterId, rated.service(), rated.dimensions());
        return Optional.of(
                new LineUsage(
                        meterId,
                        rated.dimensions(),
                        rated.rating(),
                        rated.kind() == RatedLine.Kind.USAGE ? events : 0,
                        mark,
                        null));
    }

    private static boolean isFee(RatedLine.Kind kind) {
        return switch (kind) {
            case FEE, UNUSED, REMAINING -> true;
            case USAGE, MINIMUM -> false;
        };
    }

    private static InvoiceLine.Kind kind(RatedLine.Kind kind) {
        return switch (kind) {
            case FEE -> InvoiceLine.Kind.FEE;
            case UNUSED -> InvoiceLine.Kind.UNUSED;
            case REMAINING -> InvoiceLine.Kind.REMAINING;
            case USAGE -> InvoiceLine.Kind.USAGE;
            case MINIMUM -> InvoiceLine.Kind.MINIMUM;
        };
    }

    /** The one price of all units, where there is one and nothing else is charged. */
    private static Optional<BigDecimal> unitAmount(RatedLine rated) {
        if (rated.rating().isEmpty()) return Optional.of(rated.amount());
        List<RatedPart> parts = rated.rating().get().parts();
        if (parts.size() != 1) return Optional.empty();
        RatedPart part = parts.getFirst();
        boolean plain =
                part.flatFee().signum() == 0 && part.units().compareTo(rated.quantity()) == 0;
        return plain ? Optional.of(part.unitPrice()) : Optional.empty();
    }
}
