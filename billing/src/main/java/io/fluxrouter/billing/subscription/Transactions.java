package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.subscription.Quantities.DimensionTotal;
import io.fluxrouter.billing.total.MeterTotals;
import io.fluxrouter.billing.total.Scope;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.MeterTotal;
import io.fluxrouter.core.rating.Usage;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Totals with the single transactions that they are made of. */
public final class Transactions {
    private Transactions() {}

    /**
     * The transactions of each group, or of all together where no dimension is asked for. No single
     * event is a part of what a maximum, a mean or a window's total comes to: such a total is one
     * transaction.
     *
     * @return nothing where nothing was counted
     */
    public static List<DimensionTotal> of(
            Handle tx, Meter meter, Scope scope, ZoneId zone, Set<String> dimensions) {
        if (!MeterTotals.addsUp(meter)) return whole(tx, meter, scope, zone, dimensions);
        // Prices that do not look at groups look at the transactions of all in order of time.
        Meter counted = dimensions.isEmpty() ? ungrouped(meter) : meter;
        return MeterTotals.transactions(tx, counted, scope).entrySet().stream()
                .map(group -> total(meter, group.getKey().values(), group.getValue()))
                .toList();
    }

    private static List<DimensionTotal> whole(
            Handle tx, Meter meter, Scope scope, ZoneId zone, Set<String> dimensions) {
        List<MeterTotal> groups = MeterTotals.totals(tx, meter, scope, zone);
        if (dimensions.isEmpty()) return List.of(one(Map.of(), MeterTotals.sum(groups)));
        return groups.stream().map(group -> one(group.group().values(), group.quantity())).toList();
    }

    private static DimensionTotal one(Map<String, String> dimensions, BigDecimal quantity) {
        List<BigDecimal> single = quantity.signum() == 0 ? List.of() : List.of(quantity);
        return new DimensionTotal(dimensions, new Usage(quantity, single));
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
