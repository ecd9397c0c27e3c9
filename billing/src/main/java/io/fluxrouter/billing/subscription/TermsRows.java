package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.database.SqlArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The statements that read what prices periods: as many of them, however many the periods are. */
final class TermsRows {
    private static final String WANTED =
            "FROM unnest(:ids, :numbers) AS wanted (id, number) JOIN subscription_period p"
                    + " ON p.subscription_id = wanted.id AND p.number = wanted.number ";

    private final Handle handle;
    private final List<PeriodRef> periods;

    TermsRows(Handle handle, Collection<PeriodRef> periods) {
        this.handle = handle;
        this.periods = List.copyOf(periods);
    }

    /** Of the periods that there are, in their order. */
    Map<PeriodRef, PeriodTerms> read(KnownOffers offers) {
        Map<PeriodRef, List<PeriodTerms.Phase>> phases = phases(offers);
        Map<PeriodRef, List<PendingLine>> pending = pending();
        Map<PeriodRef, PeriodTerms> terms = new LinkedHashMap<>();
        for (Head head : heads()) {
            terms.put(
                    head.ref(),
                    new PeriodTerms(
                            head.customer(),
                            offers.get(handle, head.plan()).plan().currency(),
                            head.period(),
                            phases.getOrDefault(head.ref(), List.of()),
                            pending.getOrDefault(head.ref(), List.of())));
        }
        return terms;
    }

    private record Head(PeriodRef ref, CustomerRef customer, PlanRef plan, ServicePeriod period) {}

    private List<Head> heads() {
        return about(
                        "SELECT p.*, c.organization_id, s.customer_id, s.plan_id, s.plan_version "
                                + WANTED
                                + """
                                JOIN subscription s ON s.id = p.subscription_id
                                JOIN customer c ON c.id = s.customer_id
                                ORDER BY p.ends_at, p.subscription_id
                                """)
                .map(
                        (row, context) ->
                                new Head(
                                        ref(row, "number"),
                                        new CustomerRef(
                                                row.getObject("organization_id", UUID.class),
                                                row.getObject("customer_id", UUID.class)),
                                        PeriodRows.plan(row),
                                        PeriodRows.read(row)))
                .list();
    }

    /** Those that a period has time of, in order; empty ones left out. */
    private Map<PeriodRef, List<PeriodTerms.Phase>> phases(KnownOffers offers) {
        Map<PeriodRef, List<PeriodTerms.Phase>> phases = new HashMap<>();
        about(
                        """
                        SELECT p.subscription_id, p.number, f.plan_id, f.plan_version,
                            greatest(f.starts_at, p.starts_at) AS starts_at,
                            least(coalesce(f.ends_at, p.ends_at), p.ends_at) AS ends_at
                        """
                                + WANTED
                                + """
                                JOIN subscription_phase f ON f.subscription_id = p.subscription_id
                                    AND f.starts_at < p.ends_at
                                    AND coalesce(f.ends_at, p.ends_at) > greatest(f.starts_at, p.starts_at)
                                ORDER BY f.subscription_id, f.number
                                """)
                .map(
                        (row, context) ->
                                Map.entry(
                                        ref(row, "number"),
                                        new PeriodTerms.Phase(
                                                offers.get(handle, PeriodRows.plan(row)),
                                                PeriodRows.instant(row, "starts_at"),
                                                PeriodRows.instant(row, "ends_at"))))
                .forEach(found -> add(phases, found));
        return phases;
    }

    /** The lines that are known already, in the order they came about. */
    private Map<PeriodRef, List<PendingLine>> pending() {
        Map<PeriodRef, List<PendingLine>> lines = new HashMap<>();
        about(
                        "SELECT l.* "
                                + WANTED
                                + """
                                JOIN pending_invoice_line l ON l.subscription_id = p.subscription_id
                                    AND l.period_number = p.number
                                ORDER BY l.id
                                """)
                .map((row, context) -> Map.entry(ref(row, "period_number"), PeriodRows.line(row)))
                .forEach(found -> add(lines, found));
        return lines;
    }

    private static <T> void add(Map<PeriodRef, List<T>> to, Map.Entry<PeriodRef, T> found) {
        to.computeIfAbsent(found.getKey(), ref -> new ArrayList<>()).add(found.getValue());
    }

    private Query about(String sql) {
        return handle.createQuery(sql)
                .bind(
                        "ids",
                        SqlArray.uuids(periods.stream().map(PeriodRef::subscriptionId).toList()))
                .bind("numbers", SqlArray.bigints(numbers()));
    }

    private List<Long> numbers() {
        return periods.stream().map(period -> (long) period.number()).toList();
    }

    private static PeriodRef ref(ResultSet row, String number) throws SQLException {
        return new PeriodRef(row.getObject("subscription_id", UUID.class), row.getInt(number));
    }
}
