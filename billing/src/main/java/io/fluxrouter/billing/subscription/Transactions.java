package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.subscription.Quantities.DimensionTotal;
import io.fluxrouter.billing.total.MeterTotals;
import io.fluxrouter.billing.total.Scope;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.rating.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Totals with the single transactions that they are made of. */
public final class Transactions {
    private Transactions() {}

    /**
     * The transactions of a meter that adds up events; empty for any other, whose total no single
     * event is a part of.
     */
    public static List<DimensionTotal> of(
            Handle tx, Meter meter, Scope scope, Set<String> dimensions) {
        // Prices that do not look at groups look at the transactions of all in order of time.
        Meter counted = dimensions.isEmpty() ? ungrouped(meter) : meter;
        return MeterTotals.transactions(tx, counted, scope).entrySet().stream()
                .map(group -> total(meter, group.getKey().values(), group.getValue()))
                .toList();
    }

    private static Meter ungrouped(Meter meter) {
        return new Meter(
                meter.eventName(),
                meter.aggregation(),
                meter.property(),
                meter.unit(),
                meter.filters(),
                List.of(),
                meter.window(),
                meter.rounding());
    }

    private static DimensionTotal total(
            Meter meter, Map<String, String> dimensions, List<BigDecimal> transactions) {
        BigDecimal sum = transactions.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return new DimensionTotal(dimensions, new Usage(meter.rounding().apply(sum), transactions));
    }
}
