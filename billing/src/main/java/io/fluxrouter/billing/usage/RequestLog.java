package io.fluxrouter.billing.usage;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Settled requests one by one, newest first. Pages follow the index from a place in it, so that the
 * last of a million pages costs as little as the first, and what arrives meanwhile moves nothing.
 * Safe for all threads.
 */
public final class RequestLog {
    private static final int EXPORT_PAGE = 2_000;
    private static final int STEP_GROWTH = 4;

    private final Jdbi jdbi;

    public RequestLog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The requests after that place, or the newest.
     *
     * @param failed only those that failed, or only those that did not; null for both
     */
    public List<UsageEvent> page(
            UsageFilter filter,
            @Nullable Boolean failed,
            @Nullable RequestCursor after,
            int limit) {
        return jdbi.withHandle(
                handle ->
                        filter.isNarrow() || failed != null
                                ? sought(handle, filter, new Place(failed, after), limit)
                                : read(handle, filter, new Place(failed, after), limit));
    }

    /** Where in the list to read on, and which outcomes count. */
    private record Place(@Nullable Boolean failed, @Nullable RequestCursor after) {}

    private static List<UsageEvent> read(
            Handle handle, UsageFilter filter, Place place, int limit) {
        RequestCursor after = place.after();
        String sql =
                """
                SELECT * FROM usage_event WHERE %s%s%s
                ORDER BY occurred_at DESC, id DESC LIMIT :limit
                """
                        .formatted(
                                filter.where("occurred_at"),
                                after == null ? "" : " AND (occurred_at, id) < (:at, :id)",
                                outcome(place.failed()));
        Query query = filter.bind(handle.createQuery(sql)).bind("limit", limit);
        if (after != null) query.bind("at", after.occurredAt()).bind("id", after.id());
        return query.map((row, context) -> UsageEvents.read(row)).list();
    }

    /**
     * The same where few of a customer's requests may fit, or have failed: the index leads to all
     * of them, so the roll-ups say first in which hours to look. As a rule the newest hour is
     * enough; the steps grow, so that a handful of requests of three months are found in a handful
     * of reads.
     *
     * <p>The limit within each hour keeps PostgreSQL from reading all of the customer's requests
     * once instead, which it takes for cheaper.
     */
    private static List<UsageEvent> sought(
            Handle handle, UsageFilter filter, Place place, int limit) {
        List<UsageEvent> found = new ArrayList<>();
        List<Instant> hours = hours(handle, filter, place);
        int step = 1;
        for (int i = 0; i < hours.size() && found.size() < limit; i += step) {
            if (i > 0) step *= STEP_GROWTH;
            List<Instant> some = hours.subList(i, Math.min(hours.size(), i + step));
            found.addAll(within(handle, filter, place, some, limit - found.size()));
        }
        return found;
    }

    /** Those with anything of the filter, newest first. */
    private static List<Instant> hours(Handle handle, UsageFilter wanted, Place place) {
        RequestCursor after = place.after();
        UsageFilter filter = wanted.in(wanted.from().truncatedTo(ChronoUnit.HOURS), wanted.to());
        String sql =
                "SELECT DISTINCT hour FROM usage_hourly WHERE %s%s%s ORDER BY hour DESC"
                        .formatted(
                                filter.where("hour"),
                                after == null ? "" : " AND hour <= :at",
                                some(place.failed()));
        Query query = filter.bind(handle.createQuery(sql));
        if (after != null) query.bind("at", after.occurredAt());
        return query.mapTo(OffsetDateTime.class).map(OffsetDateTime::toInstant).list();
    }

    private static List<UsageEvent> within(
            Handle handle, UsageFilter filter, Place place, List<Instant> hours, int limit) {
        RequestCursor after = place.after();
        String sql =
                """
                SELECT e.* FROM unnest(:hours) AS h (start) CROSS JOIN LATERAL (
                    SELECT * FROM usage_event WHERE %s AND occurred_at >= h.start
                        AND occurred_at < h.start + interval '1 hour'%s%s
                    ORDER BY occurred_at DESC, id DESC LIMIT :limit) e
                ORDER BY e.occurred_at DESC, e.id DESC LIMIT :limit
                """
                        .formatted(
                                filter.where("occurred_at"),
                                after == null ? "" : " AND (occurred_at, id) < (:at, :id)",
                                outcome(place.failed()));
        Query query =
                filter.bind(handle.createQuery(sql))
                        .bind("hours", SqlArray.instants(hours))
                        .bind("limit", limit);
        if (after != null) query.bind("at", after.occurredAt()).bind("id", after.id());
        return query.map((row, context) -> UsageEvents.read(row)).list();
    }

    private static String some(@Nullable Boolean failed) {
        if (failed == null) return "";
        return failed ? " AND failed_requests > 0" : " AND requests > failed_requests";
    }

    private static String outcome(@Nullable Boolean failed) {
        if (failed == null) return "";
        return " AND outcome " + (failed ? "NOT " : "") + "IN ('completed', 'caller_gone')";
    }

    /**
     * Hands over all requests of the filter, in pages, so that neither memory nor a transaction
     * grows with their number. Stops when the taker has had enough.
     *
     * @param taker returns whether it wants more
     */
    public void each(
            UsageFilter filter, @Nullable Boolean failed, Predicate<List<UsageEvent>> taker) {
        Optional<RequestCursor> at = Optional.empty();
        while (true) {
            List<UsageEvent> page = page(filter, failed, at.orElse(null), EXPORT_PAGE);
            if (page.isEmpty() || !taker.test(page) || page.size() < EXPORT_PAGE) return;
            UsageEvent last = page.getLast();
            at = Optional.of(new RequestCursor(last.occurredAt(), last.id()));
        }
    }

    /** How many requests the filter means, from the roll-ups; for whole hours. */
    public long count(UsageFilter filter) {
        return jdbi.withHandle(
                handle ->
                        filter.bind(
                                        handle.createQuery(
                                                "SELECT coalesce(sum(requests), 0) FROM usage_hourly WHERE "
                                                        + filter.where("hour")))
                                .mapTo(Long.class)
                                .one());
    }
}
