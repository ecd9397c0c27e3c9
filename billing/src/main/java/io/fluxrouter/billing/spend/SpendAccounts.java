package io.fluxrouter.billing.spend;

import io.fluxrouter.billing.feed.News;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendAccount;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Opens spend accounts and moves their caps, inside the transaction of whoever owns the cap. All
 * nodes are told, and give back what no request holds: a cap below what is leased binds as soon as
 * they hear of it.
 */
public final class SpendAccounts {
    private SpendAccounts() {}

    /** Opens an account of which nothing is spent; false if it was there, which changes nothing. */
    public static boolean open(Handle tx, SpendAccount account, Instant periodStart, Money cap) {
        return tx.createUpdate(
                                """
                                INSERT INTO spend_account (id, kind, period, period_start, cap_nanos)
                                VALUES (:id, :kind, :period, :periodStart, :cap)
                                ON CONFLICT (id) DO NOTHING
                                """)
                        .bind("id", account.id())
                        .bind("kind", account.kind().name().toLowerCase(Locale.ROOT))
                        .bind("period", account.period().key())
                        .bind("periodStart", periodStart)
                        .bind("cap", cap.nanos())
                        .execute()
                == 1;
    }

    public static void moveCap(Handle tx, UUID id, Money cap) {
        tx.createUpdate("UPDATE spend_account SET cap_nanos = :cap WHERE id = :id")
                .bind("cap", cap.nanos())
                .bind("id", id)
                .execute();
        new News.CapMoved(id).send(tx);
    }

    /** Keeps everybody else from the account until the transaction ends. */
    public static void lock(Handle tx, UUID id) {
        tx.createQuery("SELECT 1 FROM spend_account WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    /** Starts a period afresh, with another cap and what was already spent in it. */
    public static void restart(
            Handle tx, SpendAccount account, Instant periodStart, Money cap, Money settled) {
        tx.createUpdate(
                        """
                        UPDATE spend_account
                        SET period = :period, period_start = :periodStart, cap_nanos = :cap,
                            settled_nanos = :settled
                        WHERE id = :id
                        """)
                .bind("period", account.period().key())
                .bind("periodStart", periodStart)
                .bind("cap", cap.nanos())
                .bind("settled", settled.nanos())
                .bind("id", account.id())
                .execute();
        new News.CapMoved(account.id()).send(tx);
    }
}
