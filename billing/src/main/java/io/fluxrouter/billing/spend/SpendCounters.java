package io.fluxrouter.billing.spend;

import io.fluxrouter.core.spend.SpendAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Says which requests count towards an account that is no customer's and no key's own. A request
 * counts by the time of its admission, and a change takes effect {@link #NOTICE} after it is made:
 * by then every node has heard of it, and holds what the settler will book.
 */
public final class SpendCounters {
    /** News take milliseconds; a node that hears later holds too little meanwhile. */
    public static final Duration NOTICE = Duration.ofSeconds(1);

    private SpendCounters() {}

    /**
     * Lets the requests of a key count, or those of all the customer's keys.
     *
     * @param holds whether they need money from the account, or are only counted
     * @return from when
     */
    public static Instant start(
            Handle tx, SpendAccount account, Counted counted, boolean holds, Instant now) {
        Instant from = now.plus(NOTICE);
        tx.createUpdate(
                        """
                        INSERT INTO spend_counter (account_id, customer_id, key_id, holds, counts_from)
                        VALUES (:account, :customer, CAST(:key AS uuid), :holds, :from)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("account", account.id())
                .bind("customer", counted.customerId())
                .bind("key", counted.keyId())
                .bind("holds", holds)
                .bind("from", from)
                .execute();
        return from;
    }

    /** Whose requests: one key's, or all of the customer's where it is null. */
    public record Counted(UUID customerId, @Nullable UUID keyId) {}

    /** Ends the counting of one key. */
    public static void stop(Handle tx, UUID account, UUID keyId, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE spend_counter SET counts_until = greatest(:until, counts_from)
                        WHERE account_id = :account AND key_id = :key AND counts_until IS NULL
                        """)
                .bind("until", now.plus(NOTICE))
                .bind("account", account)
                .bind("key", keyId)
                .execute();
    }

    /** Ends all counting. */
    public static void stop(Handle tx, UUID account, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE spend_counter SET counts_until = greatest(:until, counts_from)
                        WHERE account_id = :account AND counts_until IS NULL
                        """)
                .bind("until", now.plus(NOTICE))
                .bind("account", account)
                .execute();
    }
}
