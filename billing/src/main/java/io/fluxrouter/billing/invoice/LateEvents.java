package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.database.SqlArray;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Finds the final periods about which something became known since: events, corrections of events,
 * requests settled late. It looks at what came since the last look, whatever the history before is.
 *
 * <p>It may name a period too often, never too seldom: such a period is rated anew and nothing is
 * found to differ. So it begins each look well before the last one ended: {@link #SLACK} is longer
 * than any transaction that stores events or finalises an invoice may take, so what either could
 * not see of the other is looked at once more.
 */
final class LateEvents {
    /** In PostgreSQL's words. */
    private static final String SLACK = "interval '20 minutes'";

    private final Jdbi jdbi;

    LateEvents(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Where late events come from. The names are stored. */
    private enum Source {
        EVENT(
                "event",
                "(SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM meter_event_arrival)",
                """
                SELECT customer_id, min(occurred_at) AS first FROM meter_event
                WHERE arrival > :mark AND occurred_at < :end AND %s GROUP BY customer_id
                """),
        CORRECTION(
                "correction",
                "(SELECT coalesce(max(position), 0) FROM meter_event_correction)",
                """
                SELECT customer_id, min(occurred_at) AS first FROM meter_event_correction
                WHERE position > :mark AND occurred_at < :end AND %s GROUP BY customer_id
                """),
        REQUEST(
                "request",
                "(SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM settlement_id)",
                """
                SELECT customer_id, min(occurred_at) AS first FROM usage_event
                WHERE settlement_id > :mark AND occurred_at < :end AND %s GROUP BY customer_id
                """);

        private final String key;
        private final String latest;
        private final String since;

        Source(String key, String latest, String since) {
            this.key = key;
            this.latest = latest;
            this.since = since;
        }
    }

    /**
     * Looks through what is new, and names the periods it is late for. Whoever looks after
     * everybody leaves a mark for the next look. A test clock's run sees its own customers only,
     * and leaves none: what it has not looked at is still new to the others.
     */
    void look(Instant now, Whose whose) {
        if (whose.equals(Whose.EVERYBODY)) {
            for (Source source : Source.values()) jdbi.useTransaction(tx -> look(tx, source, now));
        } else {
            jdbi.useTransaction(tx -> lookAt(tx, whose, now));
        }
    }

    private static void lookAt(Handle tx, Whose whose, Instant now) {
        Optional<Instant> end = lastEnd(tx);
        if (end.isEmpty()) return;
        for (Source source : Source.values()) {
            name(tx, source, new Look(lastLook(tx, source), end.get(), now, whose));
        }
    }

    private static void look(Handle tx, Source source, Instant now) {
        // One look at a time: the marks of two would not tell what either has seen.
        tx.createQuery("SELECT pg_advisory_xact_lock(hashtext('late_mark'))::text")
                .mapTo(String.class)
                .one();
        long mark = lastLook(tx, source);
        tx.createUpdate(
                        "INSERT INTO late_mark (source, mark, taken_at) SELECT :source, "
                                + source.latest
                                + ", clock_timestamp()")
                .bind("source", source.key)
                .execute();
        lastEnd(tx).ifPresent(end -> name(tx, source, new Look(mark, end, now, Whose.EVERYBODY)));
        tx.createUpdate(
                        """
                        DELETE FROM late_mark WHERE source = :source
                        AND taken_at < (SELECT max(taken_at) FROM late_mark WHERE source = :source)
                            - interval '2 days'
                        """)
                .bind("source", source.key)
                .execute();
    }

    private static long lastLook(Handle tx, Source source) {
        return mark(tx, source, "(SELECT max(taken_at) FROM late_mark WHERE source = :source)");
    }

    /** From which mark on, for periods up to which end, when and for whom. */
    private record Look(long mark, Instant end, Instant now, Whose whose) {
        /** The condition on a column {@code customer_id}. */
        String customers() {
            return whose.equals(Whose.EVERYBODY)
                    ? "true"
                    : "customer_id IN (SELECT c.id FROM customer c WHERE " + whose.sql() + ")";
        }
    }

    private static Optional<Instant> lastEnd(Handle tx) {
        return tx.createQuery(
                        "SELECT max(ends_at) FROM subscription_period WHERE invoiced_at IS NOT"
                                + " NULL")
                .mapTo(Instant.class)
                .findOne();
    }

    /** All periods that end after the first: a level that is measured over time reaches on. */
    private static void name(Handle tx, Source source, Look look) {
        look.whose()
                .bind(
                        tx.createUpdate(
                                """
                                INSERT INTO late_period (subscription_id, period_number, found_at)
                                SELECT p.subscription_id, p.number, :now
                                FROM (%s) e
                                JOIN subscription s ON s.customer_id = e.customer_id
                                JOIN subscription_period p ON p.subscription_id = s.id
                                WHERE p.ends_at > e.first AND p.invoiced_at IS NOT NULL AND NOT p.is_trial
                                  AND NOT EXISTS (
                                      SELECT FROM invoice i WHERE i.subscription_id = p.subscription_id
                                      AND i.period_number = p.number AND i.reason = 'period'
                                      AND i.status = 'DRAFT')
                                ON CONFLICT DO NOTHING
                                """
                                        .formatted(source.since.formatted(look.customers()))))
                .bind("mark", look.mark())
                .bind("end", look.end())
                .bind("now", look.now())
                .execute();
    }

    /** Arrivals of events up to here are there for certain. */
    static long settledMark(Handle tx) {
        return mark(tx, Source.EVENT, "clock_timestamp()");
    }

    private static long mark(Handle tx, Source source, String before) {
        return tx.createQuery(
                        "SELECT coalesce(max(mark), 0) FROM late_mark WHERE source = :source"
                                + " AND taken_at <= "
                                + before
                                + " - "
                                + SLACK)
                .bind("source", source.key)
                .mapTo(Long.class)
                .one();
    }

    /** Takes the late periods of each of these subscriptions, so that no other invoice does. */
    static Map<UUID, List<Integer>> take(Handle tx, Collection<UUID> subscriptionIds) {
        return tx
                .createQuery(
                        """
                        DELETE FROM late_period WHERE subscription_id = ANY(:ids)
                        RETURNING subscription_id, period_number
                        """)
                .bind("ids", SqlArray.uuids(subscriptionIds))
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getObject("subscription_id", UUID.class),
                                        row.getInt("period_number")))
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** The late periods of a subscription, for a look. */
    static List<Integer> of(Handle handle, UUID subscriptionId) {
        return handle.createQuery(
                        "SELECT period_number FROM late_period WHERE subscription_id = :id")
                .bind("id", subscriptionId)
                .mapTo(Integer.class)
                .list();
    }

    /** Gives them back: the draft that took them is no more. */
    static void giveBack(Handle tx, UUID subscriptionId, List<Integer> periods, Instant now) {
        for (int period : periods) {
            tx.execute(
                    """
                    INSERT INTO late_period (subscription_id, period_number, found_at) VALUES (?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """,
                    subscriptionId,
                    period,
                    now);
        }
    }

    /** A subscription that has ended and has late periods, which nobody else holds; locked. */
    static @Nullable UUID lockEnded(Handle tx, Whose whose, Collection<UUID> failed) {
        return whose.bind(
                        tx.createQuery(
                                """
                                SELECT s.id FROM subscription s JOIN customer c ON c.id = s.customer_id
                                WHERE s.status = 'CANCELED' AND s.id <> ALL(:failed)
                                  AND EXISTS (SELECT FROM late_period l WHERE l.subscription_id = s.id)
                                  AND NOT EXISTS (
                                      SELECT FROM subscription_period p
                                      WHERE p.subscription_id = s.id AND p.invoiced_at IS NULL
                                        AND NOT p.is_trial)
                                  AND %s
                                ORDER BY s.id LIMIT 1 FOR UPDATE OF s SKIP LOCKED
                                """
                                        .formatted(whose.sql())))
                .bind("failed", failed.toArray(UUID[]::new))
                .mapTo(UUID.class)
                .findOne()
                .orElse(null);
    }
}
