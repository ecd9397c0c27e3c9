package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.meter.StoredFeature;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.billing.total.MeterTotals;
import io.fluxrouter.billing.total.Scope;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.MeterTotal;
import io.fluxrouter.core.period.Period;
import io.fluxrouter.core.rating.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Quantities from stored events. A charge without prices by dimension gets the sum over its meter's
 * groups; one with them gets each group as it is. Safe for all threads.
 */
public final class MeteredQuantities implements Quantities, FeatureUse {
    /** PostgreSQL knows neither end of Java's time. */
    private static final Instant FAR_FUTURE = Instant.parse("9999-01-01T00:00:00Z");

    private final Jdbi jdbi;
    private final MeterTotals totals;
    private final MeterBook meters;
    private final Features features;

    public MeteredQuantities(Jdbi jdbi, MeterBook meters, Features features) {
        this.jdbi = jdbi;
        this.totals = new MeterTotals(jdbi);
        this.meters = meters;
        this.features = features;
    }

    @Override
    public List<DimensionTotal> totals(
            CustomerRef customer, UUID meterId, Period span, Set<String> dimensions) {
        List<MeterTotal> groups = groups(meterId, customer, span);
        if (dimensions.isEmpty()) {
            return List.of(new DimensionTotal(Map.of(), Usage.of(MeterTotals.sum(groups))));
        }
        return groups.stream()
                .map(
                        group ->
                                new DimensionTotal(
                                        group.group().values(), Usage.of(group.quantity())))
                .toList();
    }

    @Override
    public List<DimensionTotal> transactions(
            CustomerRef customer, UUID meterId, Period span, Set<String> dimensions) {
        if (!span.start().isBefore(span.end())) return List.of();
        Meter meter = meter(customer, meterId).definition();
        return jdbi.inTransaction(
                tx -> Transactions.of(tx, meter, scope(customer, span), span.zone(), dimensions));
    }

    @Override
    public BigDecimal used(CustomerRef customer, UUID featureId, Instant from, Instant until) {
        Optional<StoredMeter> meter =
                features.find(customer.organizationId(), featureId).map(StoredFeature::meter);
        if (meter.isEmpty()) return BigDecimal.ZERO;
        Period span = new Period(known(from), known(until), ZoneOffset.UTC);
        return MeterTotals.sum(groups(meter.get().id(), customer, span));
    }

    /** The time itself, within those that events can have. */
    static Instant known(Instant time) {
        if (time.isBefore(Instant.EPOCH)) return Instant.EPOCH;
        return time.isAfter(FAR_FUTURE) ? FAR_FUTURE : time;
    }

    private List<MeterTotal> groups(UUID meterId, CustomerRef customer, Period span) {
        if (!span.start().isBefore(span.end())) return List.of();
        Meter meter = meter(customer, meterId).definition();
        return totals.totals(meter, scope(customer, span), span.zone());
    }

    private StoredMeter meter(CustomerRef customer, UUID meterId) {
        return meters.find(customer.organizationId(), meterId)
                .orElseThrow(() -> new IllegalStateException("no meter " + meterId));
    }

    private static Scope scope(CustomerRef customer, Period span) {
        return new Scope(
                customer.organizationId(), customer.customerId(), span.start(), span.end());
    }
}
