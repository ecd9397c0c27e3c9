package io.fluxrouter.billing.budget;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.BudgetWarning;
import io.fluxrouter.core.spend.SpendPeriod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Which keys are to be warned of a budget, as settled spend said when it was last asked. A budget
 * that is not near its limit costs a request nothing but a look into an empty map.
 *
 * <p>Threads: safe for all; {@link #refresh} is for one at a time.
 */
public final class BudgetWatch implements BudgetWarning.Source {
    private final Jdbi jdbi;

    /** By the id of a key, or of a customer all of whose keys are warned. */
    private volatile Map<UUID, BudgetWarning> warnings = Map.of();

    public BudgetWatch(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public @Nullable BudgetWarning of(UUID customerId, UUID keyId) {
        Map<UUID, BudgetWarning> known = warnings;
        if (known.isEmpty()) return null;
        BudgetWarning own = known.get(keyId);
        BudgetWarning all = known.get(customerId);
        if (own == null || all == null) return own == null ? all : own;
        return worse(own, all);
    }

    /** Asks anew. Call about once a second. */
    public void refresh(Instant now) {
        Map<UUID, BudgetWarning> found = new HashMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT coalesce(s.key_id, s.customer_id) AS whose, b.name,
                                               a.settled_nanos, a.cap_nanos, a.period, a.period_start
                                        FROM budget b JOIN spend_account a ON a.id = b.id
                                        JOIN spend_counter s
                                            ON s.account_id = b.id AND s.counts_until IS NULL
                                        WHERE b.archived_at IS NULL
                                          AND a.settled_nanos * 100.0 >= a.cap_nanos * b.warn_percent
                                        """)
                                .map((row, context) -> add(row, now, found))
                                .list());
        warnings = Map.copyOf(found);
    }

    private static UUID add(ResultSet row, Instant now, Map<UUID, BudgetWarning> found)
            throws SQLException {
        UUID whose = row.getObject("whose", UUID.class);
        SpendPeriod period = SpendPeriod.byKey(row.getString("period")).orElseThrow();
        Instant start = row.getObject("period_start", OffsetDateTime.class).toInstant();
        if (period.startOf(now).isAfter(start)) return whose;
        long percent =
                Budget.percent(
                        Money.ofNanos(row.getLong("settled_nanos")),
                        Money.ofNanos(row.getLong("cap_nanos")));
        BudgetWarning warning = new BudgetWarning(row.getString("name"), percent);
        found.merge(whose, warning, BudgetWatch::worse);
        return whose;
    }

    private static BudgetWarning worse(BudgetWarning one, BudgetWarning other) {
        return one.usedPercent() >= other.usedPercent() ? one : other;
    }
}
