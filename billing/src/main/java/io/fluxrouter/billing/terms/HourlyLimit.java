package io.fluxrouter.billing.terms;

import io.fluxrouter.billing.spend.SpendAccounts;
import io.fluxrouter.billing.spend.SpendCounters;
import io.fluxrouter.billing.spend.SpendCounters.Counted;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The safety limit of a customer's hour: the operator's for this customer, else the plan's, else
 * none. It is one more account that a request needs money from, so it holds as a cap does.
 */
public final class HourlyLimit {
    private HourlyLimit() {}

    /** The account of a customer's hours. It may not be there. */
    public static SpendAccount account(UUID customerId) {
        String name = "hourly limit of " + customerId;
        return new SpendAccount(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                SpendAccount.Kind.HOURLY,
                SpendPeriod.HOURLY);
    }

    /** The limit as it is, and as it should be; null is none. */
    private record Limits(@Nullable Money set, @Nullable Money wanted) {}

    /** Brings the account in line with the customer and its plan. False if nothing changed. */
    static boolean refresh(Handle tx, UUID customerId, Instant now) {
        SpendAccount account = account(customerId);
        Limits limits = limits(tx, customerId, account.id());
        Money wanted = limits.wanted();
        if (wanted == null) {
            if (limits.set() == null) return false;
            SpendCounters.stop(tx, account.id(), now);
            return true;
        }
        if (wanted.equals(limits.set())) return false;
        SpendAccounts.open(tx, account, SpendPeriod.HOURLY.startOf(now), wanted);
        SpendAccounts.moveCap(tx, account.id(), wanted);
        SpendCounters.start(tx, account, new Counted(customerId, null), true, now);
        return true;
    }

    private static Limits limits(Handle tx, UUID customerId, UUID accountId) {
        return tx.createQuery(
                        """
                        SELECT c.hourly_limit_nanos, b.hourly_limit_usd,
                               (SELECT h.cap_nanos FROM spend_account h
                                JOIN spend_counter s ON s.account_id = h.id AND s.counts_until IS NULL
                                WHERE h.id = :account) AS set_nanos
                        FROM customer c LEFT JOIN spend_account a ON a.id = c.id
                        LEFT JOIN gateway_bounds b
                            ON b.plan_id = a.plan_id AND b.version = a.plan_version
                        WHERE c.id = :customer
                        """)
                .bind("account", accountId)
                .bind("customer", customerId)
                .map((row, context) -> limits(row))
                .one();
    }

    private static Limits limits(ResultSet row) throws SQLException {
        Money own = money(row, "hourly_limit_nanos");
        Money plan =
                Optional.ofNullable(row.getString("hourly_limit_usd"))
                        .flatMap(TermText::dollars)
                        .orElse(null);
        return new Limits(money(row, "set_nanos"), own == null ? plan : own);
    }

    private static @Nullable Money money(ResultSet row, String column) throws SQLException {
        Long nanos = row.getObject(column, Long.class);
        return nanos == null ? null : Money.ofNanos(nanos);
    }
}
