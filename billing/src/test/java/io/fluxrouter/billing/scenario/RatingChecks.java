package io.fluxrouter.billing.scenario;

import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.plan.PricingJson;
import io.fluxrouter.billing.total.MeterTotals;
import io.fluxrouter.billing.total.Scope;
import io.fluxrouter.core.meter.Aggregation;
import io.fluxrouter.core.meter.EventKey;
import io.fluxrouter.core.meter.GroupKey;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.MeterEvent;
import io.fluxrouter.core.meter.PropertyValue;
import io.fluxrouter.core.meter.Tally;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.Rater;
import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.json.JsonMapper;

/**
 * The invariants that are about functions, asked about what a story used: aggregations merge (8),
 * and a price is the sum of its steps (11).
 */
final class RatingChecks {
    private static final int PARTS = 3;

    private RatingChecks() {}

    /** An event, and its place in the order of arrival. */
    record Used(MeterEvent event, long arrival) {}

    /** A price is the sum of its steps, on every line of usage. */
    static void addBroken(Handle handle, List<String> found) {
        steps(handle, found);
    }

    /**
     * Customers whose events come to something else in parts than at once, for some aggregation.
     *
     * @param seen how many events of each were looked at before; those with no more are passed by
     */
    static List<String> unmerged(Handle handle, Map<UUID, Long> seen) {
        List<String> found = new ArrayList<>();
        Map<UUID, Long> all = customers(handle);
        for (UUID customer : all.keySet()) {
            if (all.get(customer).equals(seen.put(customer, all.get(customer)))) continue;
            List<Used> used = used(handle, customer);
            for (Aggregation aggregation : Aggregation.values()) {
                Meter meter = meter(aggregation);
                if (!merges(meter, used, total(handle, meter, scope(customer, used)))) {
                    found.add("8 parts merge into the whole: " + aggregation + " of " + customer);
                }
            }
        }
        return found;
    }

    private static Map<UUID, Long> customers(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT e.customer_id, count(*) + count(c.event_id) FROM meter_event e
                        LEFT JOIN meter_event_correction c ON c.event_id = e.id
                        WHERE e.name = :name GROUP BY 1
                        """)
                .bind("name", Given.CALLS)
                .map((row, context) -> Map.entry(row.getObject(1, UUID.class), row.getLong(2)))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    static List<Used> used(Handle handle, UUID customer) {
        return handle.createQuery(
                        """
                        SELECT id, occurred_at, arrival, event_number(properties -> 'n') AS n
                        FROM meter_event e WHERE customer_id = :customer AND name = :name
                          AND NOT EXISTS (SELECT FROM meter_event_correction c
                                          WHERE c.event_id = e.id)
                        ORDER BY md5(id::text)
                        """)
                .bind("customer", customer)
                .bind("name", Given.CALLS)
                .map(
                        (row, context) ->
                                new Used(
                                        event(
                                                row.getString("id"),
                                                row.getObject("occurred_at", OffsetDateTime.class)
                                                        .toInstant(),
                                                row.getBigDecimal("n")),
                                        row.getLong("arrival")))
                .list();
    }

    private static MeterEvent event(String id, Instant at, BigDecimal count) {
        return new MeterEvent(
                new EventKey("", id),
                "customer",
                Given.CALLS,
                at,
                true,
                Map.of("n", new PropertyValue.Decimal(count)));
    }

    static Meter meter(Aggregation aggregation) {
        return Meter.of(Given.CALLS, aggregation, aggregation.readsProperty() ? "n" : "");
    }

    static Scope scope(UUID customer, List<Used> used) {
        List<Instant> times = used.stream().map(one -> one.event().occurredAt()).sorted().toList();
        return times.isEmpty()
                ? new Scope(Given.OWNER, customer, Instant.EPOCH, Instant.EPOCH.plusSeconds(1))
                : new Scope(
                        Given.OWNER, customer, times.getFirst(), times.getLast().plusSeconds(1));
    }

    private static BigDecimal total(Handle handle, Meter meter, Scope scope) {
        return MeterTotals.sum(MeterTotals.totals(handle, meter, scope, ZoneOffset.UTC));
    }

    /** Whether all at once, three stretches merged, and the database come to the same. */
    static boolean merges(Meter meter, List<Used> used, BigDecimal total) {
        Scope whole = scope(UUID.randomUUID(), used);
        Tally atOnce = new Tally(meter, whole.from(), whole.to(), ZoneOffset.UTC);
        used.forEach(one -> atOnce.add(one.event(), one.arrival()));
        Tally merged = new Tally(meter, whole.from(), whole.to(), ZoneOffset.UTC);
        Duration step = Duration.between(whole.from(), whole.to()).dividedBy(PARTS);
        for (int part = PARTS - 1; part >= 0; part--) {
            Instant from = whole.from().plus(step.multipliedBy(part));
            Instant to = part == PARTS - 1 ? whole.to() : from.plus(step);
            Tally stretch = new Tally(meter, from, to, ZoneOffset.UTC);
            used.forEach(one -> stretch.add(one.event(), one.arrival()));
            merged.merge(stretch);
        }
        BigDecimal quantity = atOnce.total(GroupKey.ALL).quantity();
        return quantity.compareTo(merged.total(GroupKey.ALL).quantity()) == 0
                && quantity.compareTo(total) == 0;
    }

    private static void steps(Handle handle, List<String> found) {
        handle.createQuery(
                        """
                        SELECT l.invoice_id || ' ' || l.position AS name, l.quantity, l.amount,
                               i.currency, c.pricing
                        FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id
                        JOIN plan_charge c ON c.id = l.charge_id
                        WHERE l.kind = 'usage' AND l.dimensions = '{}'
                        """)
                .map(
                        (row, context) ->
                                new Line(
                                        row.getString("name"),
                                        row.getBigDecimal("quantity"),
                                        row.getBigDecimal("amount"),
                                        Rounding.toMinorUnit(row.getString("currency")),
                                        PricingJson.read(
                                                JsonMapper.shared()
                                                        .readTree(row.getString("pricing")))))
                .filter(line -> !line.isSumOfSteps())
                .forEach(line -> found.add("11 a price is the sum of its steps: " + line.name()));
    }

    /** A line of usage on paper. */
    private record Line(
            String name,
            BigDecimal quantity,
            BigDecimal amount,
            Rounding rounding,
            ChargePricing pricing) {

        /** A volume price has no steps; one that looks at each event is asked elsewhere. */
        boolean isSumOfSteps() {
            Price price = pricing.prices().otherwise().orElseThrow();
            if (price instanceof Price.Volume || pricing.needsTransactions()) return true;
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal before = BigDecimal.ZERO;
            for (BigDecimal upTo : ends()) {
                BigDecimal step = Rater.increment(price, before, upTo.subtract(before)).amount();
                if (step.signum() < 0 && quantity.signum() >= 0) return false;
                sum = sum.add(step);
                before = upTo;
            }
            BigDecimal whole = Rater.rate(price, quantity).amount();
            boolean plain = pricing.equals(ChargePricing.of(price));
            // Nothing was billed for a quantity of zero, so no step has the fee of the first tier.
            if (quantity.signum() == 0) return true;
            return sum.compareTo(whole) == 0
                    && (!plain || rounding.round(whole).compareTo(amount) == 0);
        }

        private List<BigDecimal> ends() {
            BigDecimal third = quantity.divide(BigDecimal.valueOf(PARTS), MathContext.DECIMAL64);
            return List.of(third, third.add(third), quantity);
        }
    }
}
