package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import io.fluxrouter.core.usage.UsageEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reads which budgets and hours a batch counts towards. */
final class CounterRows {
    private CounterRows() {}

    /** Those that had not ended when the oldest of the events was admitted. */
    static List<Counter> counting(
            Handle tx, Collection<UUID> customers, Collection<UsageEvent> events) {
        Instant oldest =
                events.stream()
                        .map(UsageEvent::occurredAt)
                        .min(Instant::compareTo)
                        .orElse(Instant.EPOCH);
        return tx.createQuery(
                        """
                        SELECT s.customer_id, s.key_id, s.holds, s.counts_from, s.counts_until, a.id, a.kind,
                               a.period
                        FROM spend_counter s JOIN spend_account a ON a.id = s.account_id
                        WHERE s.customer_id = ANY(:customers)
                          AND (s.counts_until IS NULL OR s.counts_until > :oldest)
                        """)
                .bind("customers", SqlArray.uuids(customers))
                .bind("oldest", oldest)
                .map((row, context) -> read(row))
                .list();
    }

    private static Counter read(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("counts_until", OffsetDateTime.class);
        SpendAccount account =
                new SpendAccount(
                        row.getObject("id", UUID.class),
                        SpendAccount.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        SpendPeriod.byKey(row.getString("period")).orElseThrow(),
                        row.getObject("counts_from", OffsetDateTime.class).toInstant(),
                        until == null ? null : until.toInstant());
        return new Counter(
                account,
                row.getObject("customer_id", UUID.class),
                row.getObject("key_id", UUID.class),
                row.getBoolean("holds"));
    }
}
