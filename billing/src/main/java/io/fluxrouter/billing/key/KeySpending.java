package io.fluxrouter.billing.key;

import io.fluxrouter.billing.spend.SpendAccounts;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spend account behind a key's limit. A key gets one with its first limit and keeps it: its
 * leases may outlive the limit. A limit that comes later counts what the key spent before.
 */
final class KeySpending {
    private static final Logger LOG = LoggerFactory.getLogger(KeySpending.class);

    /** Settling takes milliseconds. What still runs after this is something else. */
    private static final Duration SETTLERS = Duration.ofSeconds(2);

    private final Jdbi jdbi;

    KeySpending(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    static SpendAccount account(ApiKey key) {
        return new SpendAccount(key.id(), SpendAccount.Kind.KEY, key.spendLimitReset());
    }

    /** For a key that is just being made: nobody can have spent anything with it. */
    static void open(Handle tx, ApiKey key, Money limit, Instant now) {
        SpendAccounts.open(tx, account(key), key.spendLimitReset().startOf(now), limit);
    }

    /**
     * Makes sure that a key in use has an account, in a transaction of its own that is over, and
     * seen by every settler, on return. Only then is the sum of settled events complete: whatever
     * is settled after it goes to the account.
     */
    void prepare(ApiKey key, SpendPeriod period, Instant now) {
        SpendAccount account = new SpendAccount(key.id(), SpendAccount.Kind.KEY, period);
        boolean opened =
                jdbi.inTransaction(
                        tx -> SpendAccounts.open(tx, account, period.startOf(now), Money.ZERO));
        if (opened) awaitTransactionsUnderWay();
    }

    /** Sets the cap. Call {@link #prepare} first, outside of this transaction. */
    static void limit(Handle tx, ApiKey before, ApiKey after, Money limit, Instant now) {
        boolean samePeriod = before.spendLimitReset() == after.spendLimitReset();
        if (before.spendLimit() != null && samePeriod) {
            SpendAccounts.moveCap(tx, after.id(), limit);
            return;
        }
        SpendAccounts.lock(tx, after.id());
        Instant start = after.spendLimitReset().startOf(now);
        SpendAccounts.restart(tx, account(after), start, limit, settledSince(tx, after, start));
    }

    private static Money settledSince(Handle tx, ApiKey key, Instant start) {
        return Money.ofNanos(
                tx.createQuery(
                                """
                                SELECT coalesce(sum(cost_nanos), 0) FROM usage_event
                                WHERE customer_id = :customerId AND key_id = :keyId
                                AND occurred_at >= :start
                                """)
                        .bind("customerId", key.customerId())
                        .bind("keyId", key.id())
                        .bind("start", start)
                        .mapTo(Long.class)
                        .one());
    }

    private void awaitTransactionsUnderWay() {
        String horizon = text("SELECT CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text)");
        long end = System.nanoTime() + SETTLERS.toNanos();
        while (!oldestIsAtLeast(horizon)) {
            if (System.nanoTime() - end > 0) {
                LOG.warn("a long transaction runs; the spend of a key may be counted too low");
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private boolean oldestIsAtLeast(String horizon) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT pg_snapshot_xmin(pg_current_snapshot())
                                               >= CAST(:horizon AS xid8)
                                        """)
                                .bind("horizon", horizon)
                                .mapTo(Boolean.class)
                                .one());
    }

    private String text(String query) {
        return jdbi.withHandle(handle -> handle.createQuery(query).mapTo(String.class).one());
    }
}
