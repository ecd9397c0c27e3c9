package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.event.LimitReached;
import io.fluxrouter.billing.event.StoredEvent;
import io.fluxrouter.billing.total.MeterTotals;
import io.fluxrouter.billing.total.Scope;
import io.fluxrouter.core.entitlement.Entitlement;
import io.fluxrouter.core.entitlement.ResetPeriod;
import io.fluxrouter.core.meter.Meter;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** A hard limit on what a customer's meter counts in one reset period. */
record TrackLimit(Entitlement.Metered permitted, Meter meter, Scope scope) {

    static TrackLimit of(
            Entitlement.Metered permitted, Meter meter, StoredEvent event, Subscription one) {
        ResetPeriod.Span span =
                permitted.resets().at(event.event().occurredAt(), one.anchor(), one.zone());
        return new TrackLimit(
                permitted,
                meter,
                new Scope(
                        event.organizationId(),
                        event.customerId(),
                        MeteredQuantities.known(span.start()),
                        MeteredQuantities.known(span.end())));
    }

    BigDecimal used(Handle tx) {
        return MeterTotals.sum(MeterTotals.totals(tx, meter, scope, ZoneOffset.UTC));
    }

    LimitReached reached() {
        return new LimitReached(
                permitted.feature(), Objects.requireNonNull(permitted.limit(), "a hard limit"));
    }
}
