package io.fluxrouter.billing.spend;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendPeriod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Reads what customers have used of their month. Safe for all threads. */
public final class MonthStates {
    private final Jdbi jdbi;

    public MonthStates(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The month of that instant; empty for a customer who does not exist. */
    public Optional<MonthState> find(UUID customerId, Instant now) {
        Instant start = SpendPeriod.MONTHLY.startOf(now);
        LocalDate month = LocalDate.ofInstant(start, ZoneOffset.UTC);
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT a.cap_nanos, a.credit_nanos, a.hard_stop,
                                               coalesce(m.included_nanos, a.included_nanos) AS included,
                                               coalesce(m.used_nanos, 0) AS used,
                                               coalesce(m.receivable_nanos, 0) AS invoiced
                                        FROM spend_account a
                                        LEFT JOIN allowance m ON m.customer_id = a.id AND m.month = :month
                                        WHERE a.id = :id AND a.kind = 'customer'
                                        """)
                                .bind("id", customerId)
                                .bind("month", month)
                                .map((row, context) -> read(row, start))
                                .findOne());
    }

    private static MonthState read(ResultSet row, Instant start) throws SQLException {
        return new MonthState(
                LocalDate.ofInstant(start, ZoneOffset.UTC),
                Money.ofNanos(row.getLong("included")),
                Money.ofNanos(row.getLong("used")),
                Money.ofNanos(row.getLong("invoiced")),
                Money.ofNanos(row.getLong("cap_nanos")),
                Money.ofNanos(row.getLong("credit_nanos")),
                row.getBoolean("hard_stop"),
                Objects.requireNonNull(SpendPeriod.MONTHLY.endOf(start)));
    }
}
