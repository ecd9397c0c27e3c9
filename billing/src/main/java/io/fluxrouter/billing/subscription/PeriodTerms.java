package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.core.rating.Rounding;
import java.time.Instant;
import java.util.List;

/**
 * A period with all that prices it but the quantities.
 *
 * @param phases the versions that were in force, one after the other
 * @param pending the lines that are known already
 */
public record PeriodTerms(
        CustomerRef customer,
        String currency,
        ServicePeriod period,
        List<Phase> phases,
        List<PendingLine> pending) {

    /** A version of a plan while it was in force. */
    public record Phase(Offer offer, Instant start, Instant end) {}

    public PeriodTerms {
        phases = List.copyOf(phases);
        pending = List.copyOf(pending);
    }

    public Rounding rounding() {
        return Rounding.toMinorUnit(currency);
    }
}
