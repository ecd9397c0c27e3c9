package io.fluxrouter.billing.usage;

import io.fluxrouter.core.usage.UsageEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
        String sql =
                """
                SELECT * FROM usage_event WHERE %s%s%s
                ORDER BY occurred_at DESC, id DESC LIMIT :limit
                """
                        .formatted(
                                filter.where("occurred_at"),
                                after == null ? "" : " AND (occurred_at, id) < (:at, :id)",
                                outcome(failed));
        return jdbi.withHandle(
                handle -> {
                    Query query = filter.bind(handle.createQuery(sql)).bind("limit", limit);
                    if (after != null) query.bind("at", after.occurredAt()).bind("id", after.id());
                    return query.map((row, context) -> UsageEvents.read(row)).list();
                });
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
