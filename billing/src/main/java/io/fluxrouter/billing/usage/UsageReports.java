package io.fluxrouter.billing.usage;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendPeriod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Answers questions about settled usage. Safe for all threads. */
public final class UsageReports {
    private static final int UUID_VERSION_WITH_TIME = 7;
    // An id is made when the request comes in, the event is dated when its hold was placed: after
    // the body was read, and by a clock that may have been set meanwhile.
    private static final Duration ID_BEFORE_EVENT = Duration.ofHours(1);

    private final Jdbi jdbi;

    public UsageReports(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Exact for any period; cheaper where both ends are on the hour, as roll-ups answer then. */
    public UsageSummary summary(UsageQuery query) {
        UsageSource source =
                onTheHour(query.from()) && onTheHour(query.to())
                        ? UsageSource.HOURLY
                        : UsageSource.EVENTS;
        List<UsageRow> rows =
                jdbi.withHandle(handle -> bind(handle, query, source).map(UsageSource::row).list());
        UsageTotals total =
                rows.stream().map(UsageRow::totals).reduce(UsageTotals.NOTHING, UsageTotals::plus);
        return new UsageSummary(rows, total);
    }

    private static Query bind(Handle handle, UsageQuery asked, UsageSource source) {
        Query query =
                handle.createQuery(source.select(asked))
                        .bind("from", asked.from())
                        .bind("to", asked.to());
        if (asked.customerId() != null) query.bind("customerId", asked.customerId());
        if (asked.keyId() != null) query.bind("keyId", asked.keyId());
        return query;
    }

    private static boolean onTheHour(Instant instant) {
        return instant.equals(instant.truncatedTo(ChronoUnit.HOURS));
    }

    /** One request of the customer's; empty if it is another's or not settled yet. */
    public Optional<UsageRecord> find(UUID requestId, UUID customerId) {
        return jdbi.withHandle(
                handle -> {
                    if (requestId.version() != UUID_VERSION_WITH_TIME) {
                        return find(handle, requestId, customerId, Instant.EPOCH, Instant.MAX);
                    }
                    Instant made = Instant.ofEpochMilli(requestId.getMostSignificantBits() >>> 16);
                    return find(
                            handle,
                            requestId,
                            customerId,
                            made.minus(ID_BEFORE_EVENT),
                            made.plus(ID_BEFORE_EVENT));
                });
    }

    /** Bounds on the time spare all partitions but one or two. */
    private static Optional<UsageRecord> find(
            Handle handle, UUID requestId, UUID customerId, Instant from, Instant to) {
        return handle.createQuery(
                        """
                        SELECT * FROM usage_event
                        WHERE id = :id AND customer_id = :customerId
                        AND occurred_at BETWEEN CAST(:from AS timestamptz) AND CAST(:to AS timestamptz)
                        """)
                .bind("id", requestId)
                .bind("customerId", customerId)
                .bind("from", from.toString())
                .bind("to", to.equals(Instant.MAX) ? "infinity" : to.toString())
                .map(
                        (row, context) ->
                                new UsageRecord(
                                        UsageEvents.read(row), row.getLong("settlement_id")))
                .findOne();
    }

    /** What the key has spent up to now, whatever its limit says. */
    public KeyUsage keyUsage(UUID keyId, Instant now) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT coalesce(sum(cost_nanos), 0),
                                               coalesce(sum(cost_nanos) FILTER (WHERE hour >= :day), 0),
                                               coalesce(sum(cost_nanos) FILTER (WHERE hour >= :week), 0),
                                               coalesce(sum(cost_nanos) FILTER (WHERE hour >= :month), 0),
                                               max(coalesce(last_at, hour))
                                        FROM usage_hourly
                                        WHERE customer_id = (SELECT customer_id FROM api_key WHERE id = :keyId)
                                        AND key_id = :keyId
                                        """)
                                .bind("keyId", keyId)
                                .bind("day", start(SpendPeriod.DAILY, now))
                                .bind("week", start(SpendPeriod.WEEKLY, now))
                                .bind("month", start(SpendPeriod.MONTHLY, now))
                                .map(
                                        (row, context) ->
                                                new KeyUsage(
                                                        Money.ofNanos(row.getLong(2)),
                                                        Money.ofNanos(row.getLong(3)),
                                                        Money.ofNanos(row.getLong(4)),
                                                        Money.ofNanos(row.getLong(1)),
                                                        lastAt(row)))
                                .one());
    }

    private static @Nullable Instant lastAt(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject(5, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static Instant start(SpendPeriod period, Instant now) {
        return period.startOf(now);
    }
}
