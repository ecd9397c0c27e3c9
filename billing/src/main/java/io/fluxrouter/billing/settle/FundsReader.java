package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.credit.SpendOrder;
import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.spend.SpendPeriod;
import io.fluxrouter.core.usage.UsageEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Locks and reads the money that a batch touches. The locks on spend accounts, taken in the order
 * of ids, guard all other rows of the customers; so every other statement must come after.
 */
final class FundsReader {
    private record Month(UUID customerId, LocalDate month) {}

    private FundsReader() {}

    static Funds lock(Handle tx, Collection<UsageEvent> events) {
        Set<UUID> customers = new HashSet<>();
        Set<UUID> accounts = new HashSet<>();
        Set<Month> months = new HashSet<>();
        for (UsageEvent event : events) {
            if (event.figures().cost().isZero()) continue;
            customers.add(event.customerId());
            accounts.add(event.keyId());
            months.add(new Month(event.customerId(), MonthPartitions.monthOf(event.occurredAt())));
        }
        accounts.addAll(customers);
        Funds funds = new Funds();
        if (accounts.isEmpty()) return funds;
        for (Counter counter : CounterRows.counting(tx, customers, events)) {
            accounts.add(counter.account().id());
            funds.addCounter(counter);
        }
        lockAccounts(tx, accounts, funds);
        openMissing(tx, customers, funds);
        readMonths(tx, new ArrayList<>(months), funds);
        readGrants(tx, customers, funds);
        return funds;
    }

    // Nobody changes an id, so checks of foreign keys need not wait: no FOR UPDATE.
    private static void lockAccounts(Handle tx, Set<UUID> accounts, Funds funds) {
        tx.createQuery(
                        """
                        SELECT id, kind, period, period_start, cap_nanos, settled_nanos, credit_nanos,
                               owed_nanos, included_nanos, invoices_since, invoiced_from, invoiced_until,
                               invoiced_cap_nanos
                        FROM spend_account WHERE id = ANY(:ids) ORDER BY id FOR NO KEY UPDATE
                        """)
                .bind("ids", SqlArray.uuids(accounts))
                .map(
                        (row, context) -> {
                            if (row.getString("kind").equals("customer")) {
                                funds.addCustomer(readAccount(row));
                            } else {
                                funds.addOther(readAccount(row));
                            }
                            return row.getObject("id", UUID.class);
                        })
                .list();
    }

    private static SpendRow readAccount(ResultSet row) throws SQLException {
        return new SpendRow(
                        row.getObject("id", UUID.class),
                        SpendPeriod.byKey(row.getString("period")).orElseThrow(),
                        Objects.requireNonNull(instant(row, "period_start")),
                        row.getLong("cap_nanos"))
                .holding(
                        row.getLong("settled_nanos"),
                        row.getLong("credit_nanos"),
                        row.getLong("owed_nanos"))
                .onTerms(row.getLong("included_nanos"), instant(row, "invoices_since"))
                .invoicedBefore(
                        instant(row, "invoiced_from"),
                        instant(row, "invoiced_until"),
                        row.getLong("invoiced_cap_nanos"));
    }

    /**
     * A customer without an account could not have been admitted; what it used is owed all the
     * same.
     */
    private static void openMissing(Handle tx, Set<UUID> customers, Funds funds) {
        Set<UUID> missing = new HashSet<>(customers);
        missing.removeIf(funds::hasCustomer);
        if (missing.isEmpty()) return;
        tx.createUpdate(
                        """
                        INSERT INTO spend_account (id, kind, period, period_start, cap_nanos)
                        SELECT id, 'customer', 'monthly', 'epoch', 0
                        FROM unnest(:ids) AS id ORDER BY id
                        ON CONFLICT DO NOTHING
                        """)
                .bind("ids", SqlArray.uuids(missing))
                .execute();
        lockAccounts(tx, missing, funds);
    }

    private static void readMonths(Handle tx, List<Month> months, Funds funds) {
        tx.createQuery(
                        """
                        SELECT n.customer, n.month, a.included_nanos AS included,
                               coalesce(a.used_nanos, 0) AS used, coalesce(a.receivable_nanos, 0) AS receivable
                        FROM unnest(:customers, :months) AS n (customer, month)
                        LEFT JOIN allowance a ON a.customer_id = n.customer AND a.month = n.month
                        """)
                .bind("customers", SqlArray.uuids(months.stream().map(Month::customerId).toList()))
                .bind("months", SqlArray.dates(months.stream().map(Month::month).toList()))
                .map(
                        (row, context) -> {
                            UUID customer = row.getObject("customer", UUID.class);
                            CustomerFunds mine = funds.customer(customer);
                            mine.add(readMonth(row, mine.account().included()));
                            return customer;
                        })
                .list();
    }

    private static MonthUse readMonth(ResultSet row, long includedByPlan) throws SQLException {
        Long included = row.getObject("included", Long.class);
        return new MonthUse(
                row.getObject("month", LocalDate.class),
                included == null ? includedByPlan : included,
                row.getLong("used"),
                row.getLong("receivable"));
    }

    private static void readGrants(Handle tx, Set<UUID> customers, Funds funds) {
        tx.createQuery(
                        """
                        SELECT customer_id, id, expires_at, remaining_nanos FROM credit_grant
                        WHERE customer_id = ANY(:ids) AND remaining_nanos > 0
                        ORDER BY customer_id, %s
                        """
                                .formatted(SpendOrder.SQL))
                .bind("ids", SqlArray.uuids(customers))
                .map(
                        (row, context) -> {
                            UUID customer = row.getObject("customer_id", UUID.class);
                            funds.customer(customer).add(readGrant(row));
                            return customer;
                        })
                .list();
    }

    private static OpenGrant readGrant(ResultSet row) throws SQLException {
        return new OpenGrant(
                row.getObject("id", UUID.class),
                instant(row, "expires_at"),
                row.getLong("remaining_nanos"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
