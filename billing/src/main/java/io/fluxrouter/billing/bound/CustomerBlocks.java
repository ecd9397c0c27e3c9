package io.fluxrouter.billing.bound;

import io.fluxrouter.billing.feed.News;
import io.fluxrouter.core.access.Block;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Why nothing is served to a customer, in the transaction of whoever finds out: the operator, or
 * what watches payments. All nodes hear of a change when it commits.
 */
public final class CustomerBlocks {
    private CustomerBlocks() {}

    /** Blocks a customer; one that is blocked for this already keeps its note. */
    public static void block(Handle tx, UUID customerId, Block kind, String note, Instant now) {
        int added =
                tx.createUpdate(
                                """
                                INSERT INTO customer_block (customer_id, kind, note, since)
                                VALUES (:customer, :kind, :note, :now) ON CONFLICT DO NOTHING
                                """)
                        .bind("customer", customerId)
                        .bind("kind", kind.key())
                        .bind("note", note)
                        .bind("now", now)
                        .execute();
        if (added > 0) new News.CustomerChanged(customerId).send(tx);
    }

    /** Takes one block away; other kinds stay. */
    public static void release(Handle tx, UUID customerId, Block kind) {
        int gone =
                tx.createUpdate(
                                """
                                DELETE FROM customer_block
                                WHERE customer_id = :customer AND kind = :kind
                                """)
                        .bind("customer", customerId)
                        .bind("kind", kind.key())
                        .execute();
        if (gone > 0) new News.CustomerChanged(customerId).send(tx);
    }

    /** Takes the hold away, unless an unpaid invoice or a dispute still asks for it. */
    public static void releaseHold(Handle tx, UUID customerId) {
        boolean needed =
                tx.createQuery(
                                """
                                SELECT EXISTS (SELECT FROM invoice_collection c
                                               JOIN invoice i ON i.id = c.invoice_id
                                               WHERE c.is_on_hold AND i.customer_id = :customer)
                                    OR EXISTS (SELECT FROM stripe_dispute
                                               WHERE customer_id = :customer AND status <> 'won')
                                """)
                        .bind("customer", customerId)
                        .mapTo(Boolean.class)
                        .one();
        if (!needed) release(tx, customerId, Block.ON_HOLD);
    }

    public static List<Block> of(Handle handle, UUID customerId) {
        return handle.createQuery(
                        """
                        SELECT kind FROM customer_block WHERE customer_id = :customer
                        ORDER BY kind DESC
                        """)
                .bind("customer", customerId)
                .map((row, context) -> Block.byKey(row.getString(1)).orElseThrow())
                .list();
    }
}
