package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.subscription.CustomerRef;
import io.fluxrouter.billing.subscription.Quantities;
import io.fluxrouter.billing.subscription.Transactions;
import io.fluxrouter.billing.total.MeterTotals;
import io.fluxrouter.billing.total.Scope;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.MeterTotal;
import io.fluxrouter.core.period.Period;
import io.fluxrouter.core.rating.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Quantities as a transaction sees them, which remembers how many events each came from. As {@link
 * io.fluxrouter.billing.subscription.MeteredQuantities} counts, so does this. Used by one thread.
 */
final class CountedQuantities implements Quantities {
    private final Handle tx;
    private final MeterBook meters;
    private final CountedAhead ahead;
    private final Map<Key, Long> events = new HashMap<>();

    private record Key(UUID meterId, Period span, Map<String, String> dimensions) {}

    CountedQuantities(Handle tx, MeterBook meters) {
        this(tx, meters, CountedAhead.nothing());
    }

    CountedQuantities(Handle tx, MeterBook meters, CountedAhead ahead) {
        this.tx = tx;
        this.meters = meters;
        this.ahead = ahead;
    }

    @Override
    public List<DimensionTotal> totals(
            CustomerRef customer, UUID meterId, Period span, Set<String> dimensions) {
        return remember(groups(customer, meterId, span), meterId, span, dimensions);
    }

    private List<DimensionTotal> remember(
            List<MeterTotal> groups, UUID meterId, Period span, Set<String> dimensions) {
        if (dimensions.isEmpty()) {
            long counted = groups.stream().mapToLong(MeterTotal::events).sum();
            events.put(new Key(meterId, span, Map.of()), counted);
            return List.of(new DimensionTotal(Map.of(), Usage.of(MeterTotals.sum(groups))));
        }
        groups.forEach(
                group ->
                        events.put(
                                new Key(meterId, span, Map.copyOf(group.group().values())),
                                group.events()));
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
        if (!span.start().isBefore(span.end())) return totals(customer, meterId, span, dimensions);
        // For their counts: taken here and now, as the single transactions are.
        remember(count(customer, meterId, span), meterId, span, dimensions);
        return Transactions.of(
                tx, meter(customer, meterId), scope(customer, span), span.zone(), dimensions);
    }

    /** How many events a total that was asked for came from. */
    long events(UUID meterId, Period span, Map<String, String> dimensions) {
        return events.getOrDefault(new Key(meterId, span, dimensions), 0L);
    }

    private List<MeterTotal> groups(CustomerRef customer, UUID meterId, Period span) {
        if (!span.start().isBefore(span.end())) return List.of();
        return ahead.find(customer, meterId, span).orElseGet(() -> count(customer, meterId, span));
    }

    private List<MeterTotal> count(CustomerRef customer, UUID meterId, Period span) {
        return MeterTotals.totals(tx, meter(customer, meterId), scope(customer, span), span.zone());
    }

    private Meter meter(CustomerRef customer, UUID meterId) {
        return meters.find(customer.organizationId(), meterId)
                .orElseThrow(() -> new IllegalStateException("no meter " + meterId))
                .definition();
    }

    private static Scope scope(CustomerRef customer, Period span) {
        return new Scope(
                customer.organizationId(), customer.customerId(), span.start(), span.end());
    }
}
