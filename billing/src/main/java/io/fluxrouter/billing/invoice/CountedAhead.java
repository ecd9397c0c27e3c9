package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.database.LongStatements;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.billing.subscription.CustomerRef;
import io.fluxrouter.billing.subscription.KnownOffers;
import io.fluxrouter.billing.total.MeterTotals;
import io.fluxrouter.billing.total.Scope;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.MeterTotal;
import io.fluxrouter.core.period.Period;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What many customers used in the same stretch of time, counted by one statement for each meter: a
 * month that ends for thousands at once is read once, and not thousands of times. Where few are due
 * together, nothing is counted ahead, and each is counted by itself.
 *
 * <p>It is a few minutes old at most. An event that comes in between is late for an invoice that
 * becomes final from it, and stands on the next: {@link LateEvents} looks back further than that.
 */
final class CountedAhead {
    /** From how many on one statement is quicker than as many of their own. */
    private static final int TOGETHER_MIN = 20;

    /** Well below the time that {@link LateEvents} looks back. */
    private static final Duration AGE_MAX = Duration.ofMinutes(10);

    private final Map<Stretch, Map<UUID, List<MeterTotal>>> counted;
    private final KnownOffers offers = new KnownOffers();
    private final long begunAtNanos;

    private record Stretch(UUID organizationId, UUID meterId, Instant from, Instant until) {}

    private record Together(Stretch stretch, List<UUID> customers) {}

    private CountedAhead(Map<Stretch, Map<UUID, List<MeterTotal>>> counted, long begunAtNanos) {
        this.counted = counted;
        this.begunAtNanos = begunAtNanos;
    }

    /** Nothing: everything is counted when it is asked for. */
    static CountedAhead nothing() {
        return new CountedAhead(Map.of(), 0);
    }

    boolean isEmpty() {
        return counted.isEmpty();
    }

    /** The versions of plans that were read on the way. */
    KnownOffers offers() {
        return offers;
    }

    /** Of all periods that a run at this time makes drafts of. */
    static CountedAhead ofDue(Jdbi jdbi, MeterBook meters, Instant now, Whose whose) {
        return of(
                jdbi,
                meters,
                now,
                whose,
                """
                p.invoiced_at IS NULL AND p.ends_at <= :now
                AND (p.is_last OR p.number < s.period_number)
                """);
    }

    /** Of all periods whose drafts a run at this time makes final. */
    static CountedAhead ofDrafts(Jdbi jdbi, MeterBook meters, Instant now, Whose whose) {
        return of(
                jdbi,
                meters,
                now,
                whose,
                """
                EXISTS (SELECT FROM invoice i WHERE i.subscription_id = p.subscription_id
                    AND i.period_number = p.number AND i.reason = 'period' AND i.status = 'DRAFT'
                    AND i.deleted_at IS NULL AND i.scheduled_finalize_at <= :now)
                """);
    }

    private static CountedAhead of(
            Jdbi jdbi, MeterBook meters, Instant now, Whose whose, String periods) {
        long begunAtNanos = System.nanoTime();
        return jdbi.inTransaction(
                tx -> {
                    LongStatements.allow(tx, RunTransaction.STATEMENT_MAX);
                    Map<Stretch, Map<UUID, List<MeterTotal>>> counted = new HashMap<>();
                    for (Together together : together(tx, now, whose, periods)) {
                        count(tx, meters, together)
                                .ifPresent(totals -> counted.put(together.stretch(), totals));
                    }
                    return new CountedAhead(Map.copyOf(counted), begunAtNanos);
                });
    }

    private static List<Together> together(Handle tx, Instant now, Whose whose, String periods) {
        return whose.bind(
                        tx.createQuery(
                                """
                                SELECT c.organization_id, h.meter_id, greatest(p.starts_at, f.starts_at) AS span_from,
                                    least(p.ends_at, coalesce(f.ends_at, p.ends_at)) AS span_until,
                                    array_agg(DISTINCT c.id) AS customers
                                FROM subscription_period p
                                JOIN subscription s ON s.id = p.subscription_id
                                JOIN customer c ON c.id = s.customer_id
                                JOIN subscription_phase f ON f.subscription_id = s.id
                                    AND f.starts_at < p.ends_at
                                    AND coalesce(f.ends_at, p.ends_at) > greatest(p.starts_at, f.starts_at)
                                JOIN plan_charge h ON h.plan_id = f.plan_id AND h.meter_id IS NOT NULL
                                    AND h.from_version <= f.plan_version
                                    AND coalesce(h.until_version > f.plan_version, true)
                                WHERE %s AND NOT p.is_trial AND %s
                                GROUP BY 1, 2, 3, 4 HAVING count(DISTINCT c.id) >= :least
                                """
                                        .formatted(periods, whose.sql())))
                .bind("now", now)
                .bind("least", TOGETHER_MIN)
                .map((row, context) -> read(row))
                .list();
    }

    private static Together read(ResultSet row) throws SQLException {
        return new Together(
                new Stretch(
                        row.getObject("organization_id", UUID.class),
                        row.getObject("meter_id", UUID.class),
                        row.getObject("span_from", OffsetDateTime.class).toInstant(),
                        row.getObject("span_until", OffsetDateTime.class).toInstant()),
                List.of((UUID[]) row.getArray("customers").getArray()));
    }

    private static Optional<Map<UUID, List<MeterTotal>>> count(
            Handle tx, MeterBook meters, Together together) {
        Stretch stretch = together.stretch();
        Optional<Meter> meter =
                meters.find(stretch.organizationId(), stretch.meterId())
                        .map(StoredMeter::definition)
                        .filter(MeterTotals::countsTogether);
        return meter.map(
                one ->
                        MeterTotals.byCustomer(
                                tx,
                                one,
                                new Scope(
                                        stretch.organizationId(),
                                        null,
                                        stretch.from(),
                                        stretch.until()),
                                together.customers()));
    }

    /** What the meter counted of the customer; empty where nothing was counted ahead. */
    Optional<List<MeterTotal>> find(CustomerRef customer, UUID meterId, Period span) {
        if (counted.isEmpty() || isOld()) return Optional.empty();
        Stretch stretch = new Stretch(customer.organizationId(), meterId, span.start(), span.end());
        return Optional.ofNullable(counted.get(stretch))
                .map(totals -> totals.getOrDefault(customer.customerId(), List.of()));
    }

    private boolean isOld() {
        return System.nanoTime() - begunAtNanos > AGE_MAX.toNanos();
    }
}
