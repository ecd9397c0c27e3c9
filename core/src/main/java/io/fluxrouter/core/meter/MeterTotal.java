package io.fluxrouter.core.meter;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What a meter came to over a period, for one group.
 *
 * @param quantity what is priced: of a meter with windows, the sum over its buckets
 * @param events how many events were counted
 * @param buckets what each window came to, in order of time, where the meter has windows; a price
 *     by the bucket is taken from these. Windows without an event are left out. The first may start
 *     before the period, which then cuts it
 */
public record MeterTotal(
        GroupKey group, BigDecimal quantity, long events, List<BucketTotal> buckets) {

    public record BucketTotal(Instant start, BigDecimal quantity) {}

    public MeterTotal {
        buckets = List.copyOf(buckets);
    }
}
