package io.fluxrouter.billing.subscription;

import io.fluxrouter.core.period.Period;
import io.fluxrouter.core.rating.Usage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What meters counted: the seam between charges and whatever stores events. */
@FunctionalInterface
public interface Quantities {

    /** Of the values of some dimensions, what a meter counted in all. */
    record DimensionTotal(Map<String, String> dimensions, Usage usage) {
        public DimensionTotal {
            dimensions = Map.copyOf(dimensions);
        }
    }

    /**
     * The totals of a customer's meter over a stretch of time, half-open.
     *
     * @param dimensions to keep apart; if there are none, there is one total at most, of everything
     * @return nothing where nothing was counted
     */
    List<DimensionTotal> totals(
            CustomerRef customer, UUID meterId, Period span, Set<String> dimensions);

    /**
     * As {@link #totals}, with the single transactions in order of time, for prices that look at
     * each one. Whoever knows sums only gives those.
     */
    default List<DimensionTotal> transactions(
            CustomerRef customer, UUID meterId, Period span, Set<String> dimensions) {
        return totals(customer, meterId, span, dimensions);
    }
}
