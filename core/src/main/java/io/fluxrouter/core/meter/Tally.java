package io.fluxrouter.core.meter;

import io.fluxrouter.core.meter.MeterTotal.BucketTotal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The running totals of one meter over one half-open period, group by group. Fed in any order;
 * tallies over parts of the events merge into the tally over all. Not thread-safe.
 */
public final class Tally {
    private final Meter meter;
    private final Instant from;
    private final Instant to;
    private final ZoneId zone;
    private final Map<GroupKey, Group> groups = new TreeMap<>();

    /**
     * @param zone whose clock says where windows begin; meters without windows do not ask it
     */
    public Tally(Meter meter, Instant from, Instant to, ZoneId zone) {
        if (!from.isBefore(to)) throw new IllegalArgumentException("empty: " + from + ", " + to);
        this.meter = meter;
        this.from = from;
        this.to = to;
        this.zone = zone;
    }

    /**
     * Starts a group of a WEIGHTED_SUM from the level that the period before ended with. The group
     * then has a total also if no event comes.
     */
    public void carryIn(GroupKey group, BigDecimal level) {
        if (!(groups.computeIfAbsent(group, _ -> new Group()).whole
                instanceof Aggregator.WeightedSum sum)) {
            throw new IllegalArgumentException(meter.aggregation() + " carries nothing");
        }
        sum.carryIn(level);
    }

    /** The level that each group of a WEIGHTED_SUM ends with, to carry into the next period. */
    public Map<GroupKey, BigDecimal> carryOut() {
        Map<GroupKey, BigDecimal> levels = new TreeMap<>();
        groups.forEach(
                (key, group) -> {
                    if (group.whole instanceof Aggregator.WeightedSum sum) {
                        levels.put(key, sum.carryOut());
                    }
                });
        return levels;
    }

    /**
     * Counts an event if the meter listens to it, it lies in the period and its property can be
     * read; says if it did.
     *
     * @param arrival its place in the order in which events were stored
     */
    public boolean add(MeterEvent event, long arrival) {
        Instant at = event.occurredAt();
        if (at.isBefore(from) || !at.isBefore(to) || !meter.listensTo(event)) return false;
        var reading = meter.read(event, arrival);
        reading.ifPresent(
                read -> groups.computeIfAbsent(meter.groupOf(event), _ -> new Group()).add(read));
        return reading.isPresent();
    }

    /**
     * Takes in a tally of other events by the same meter and zone, over the same period or a
     * stretch of it: hours merge into a month. What a stretch was given to carry in is the whole's
     * to give.
     */
    public void merge(Tally other) {
        if (!meter.equals(other.meter)
                || !zone.equals(other.zone)
                || other.from.isBefore(from)
                || other.to.isAfter(to)) {
            throw new IllegalArgumentException("tally of another meter, zone or period");
        }
        other.groups.forEach(
                (key, group) -> groups.computeIfAbsent(key, _ -> new Group()).merge(group));
    }

    /** The totals so far, in the order of their groups. A meter that grouped nothing has none. */
    public List<MeterTotal> totals() {
        return groups.entrySet().stream()
                .map(entry -> entry.getValue().total(entry.getKey()))
                .toList();
    }

    /**
     * The total over one group; zero if nothing was counted there. {@link GroupKey#ALL} is the one
     * group of a meter that groups by nothing.
     */
    public MeterTotal total(GroupKey key) {
        return groups.getOrDefault(key, new Group()).total(key);
    }

    /** One group: an aggregator over the whole period, or one for each window. */
    private final class Group {
        private final Aggregator whole = Aggregator.over(meter.aggregation(), from, to);
        private final Map<Instant, Aggregator> buckets = new TreeMap<>();
        private long events;

        void add(Reading reading) {
            events++;
            aggregatorAt(reading.occurredAt()).add(reading);
        }

        void merge(Group other) {
            events = Math.addExact(events, other.events);
            whole.merge(other.whole);
            other.buckets.forEach((start, part) -> aggregatorAt(start).merge(part));
        }

        MeterTotal total(GroupKey key) {
            if (meter.window() == null) {
                return new MeterTotal(key, rounded(whole), events, List.of());
            }
            List<BucketTotal> each =
                    buckets.entrySet().stream()
                            .map(
                                    entry ->
                                            new BucketTotal(
                                                    entry.getKey(), rounded(entry.getValue())))
                            .toList();
            BigDecimal sum =
                    each.stream()
                            .map(BucketTotal::quantity)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            return new MeterTotal(key, sum, events, each);
        }

        /** A window that the period cuts has its part in the period: no other event is fed. */
        private Aggregator aggregatorAt(Instant instant) {
            Window window = meter.window();
            if (window == null) return whole;
            Window.Bucket bucket = window.at(instant, zone);
            return buckets.computeIfAbsent(
                    bucket.start(),
                    start -> Aggregator.over(meter.aggregation(), start, bucket.end()));
        }

        private BigDecimal rounded(Aggregator aggregator) {
            return meter.rounding().apply(aggregator.quantity());
        }
    }
}
