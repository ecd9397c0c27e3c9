package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.journal.JournalBatch;
import io.fluxrouter.billing.journal.JournalPosition;
import io.fluxrouter.billing.ledger.Ledger;
import io.fluxrouter.billing.settle.RejectedEvents.Verdict;
import io.fluxrouter.core.usage.UsageEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Settles one batch of a node's journal in one transaction: events, money, roll-ups and the journal
 * position, all or nothing.
 *
 * <p>Safe for all threads and nodes. Rows are locked in one order everywhere: the node's position,
 * roll-ups by key, spend accounts by id, ledger heads by id. Accounts come late, because requests
 * wait for them too.
 */
final class SettleBatch {
    /** The journal is settled up to another position than the batch begins at. */
    private static final int ELSEWHERE = -1;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final UUID nodeId;
    private final SettleListener listener;
    private final MonthPartitions partitions;

    SettleBatch(Jdbi jdbi, InstantSource clock, UUID nodeId, SettleListener listener) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.nodeId = nodeId;
        this.listener = listener;
        this.partitions = new MonthPartitions(jdbi);
    }

    /** How far the node's journal is settled. Enters the node where it is new. */
    JournalPosition position() {
        return jdbi.inTransaction(
                tx -> {
                    enter(tx);
                    return tx.createQuery(
                                    """
                                    SELECT segment, "offset" FROM journal_position WHERE node_id = :nodeId
                                    """)
                            .bind("nodeId", nodeId)
                            .map(
                                    (row, context) ->
                                            new JournalPosition(row.getLong(1), row.getLong(2)))
                            .one();
                });
    }

    private void enter(Handle tx) {
        tx.createUpdate(
                        """
                        INSERT INTO node (id, started_at, seen_at) VALUES (:nodeId, :now, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("nodeId", nodeId)
                .bind("now", clock.instant())
                .execute();
        tx.createUpdate(
                        """
                        INSERT INTO journal_position (node_id, segment, "offset") VALUES (:nodeId, :segment, :offset)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("nodeId", nodeId)
                .bind("segment", JournalPosition.START.segment())
                .bind("offset", JournalPosition.START.offset())
                .execute();
    }

    /**
     * Settles the events between two positions. False, and nothing done, if the journal is no
     * longer settled up to the first: somebody else was faster, or a commit came through whose
     * answer was lost.
     *
     * @param suspicious a try has failed: some events may be settled already, although the position
     *     says they are not, and some may be of customers that are no more
     */
    boolean run(PreparedBatch batch, boolean suspicious) throws SQLException {
        Instant now = clock.instant();
        partitions.ensure(Table.TRANSFER, now);
        for (Instant hour : batch.rollup().hours()) {
            partitions.ensure(Table.USAGE_EVENT, hour);
            partitions.ensure(Table.USAGE_HOURLY, hour);
            partitions.ensure(Table.USAGE_CHARGE, hour);
        }
        List<UsageEvent> rejected = new ArrayList<>();
        long began = System.nanoTime();
        int settled =
                jdbi.<Integer, SQLException>inTransaction(
                        tx -> {
                            if (!move(tx, batch.from(), batch.next())) return ELSEWHERE;
                            PreparedBatch sound =
                                    suspicious ? examined(tx, now, batch, rejected) : batch;
                            if (!sound.events().isEmpty()) settle(tx, now, sound);
                            return sound.events().size();
                        });
        if (settled == ELSEWHERE) return false;
        listener.settled(settled, Duration.ofNanos(System.nanoTime() - began));
        if (!rejected.isEmpty()) listener.rejected(Rejection.UNKNOWN_CUSTOMER, rejected.size());
        return true;
    }

    /** Sets events aside that can never be settled. False if the position was another. */
    boolean reject(JournalPosition from, JournalBatch batch, String detail) {
        Instant now = clock.instant();
        Verdict verdict = new Verdict(Rejection.NOT_STORABLE, detail);
        boolean moved =
                jdbi.inTransaction(
                        tx -> {
                            if (!move(tx, from, batch.next())) return false;
                            RejectedEvents.save(tx, nodeId, now, batch.events(), verdict);
                            return true;
                        });
        if (moved) listener.rejected(verdict.reason(), batch.events().size());
        return moved;
    }

    /** The batch without what is settled already, and without what nobody can pay, set aside. */
    private PreparedBatch examined(
            Handle tx, Instant now, PreparedBatch batch, List<UsageEvent> rejected) {
        PreparedBatch fresh = batch.without(known(tx, batch.events()));
        Set<UUID> strangers = strangers(tx, fresh.events());
        if (strangers.isEmpty()) return fresh;
        for (UsageEvent event : fresh.events()) {
            if (strangers.contains(event.customerId())) rejected.add(event);
        }
        RejectedEvents.save(
                tx,
                nodeId,
                now,
                rejected,
                new Verdict(Rejection.UNKNOWN_CUSTOMER, "there is no such customer"));
        return fresh.without(rejected.stream().map(UsageEvent::id).toList());
    }

    private static Set<UUID> strangers(Handle tx, Collection<UsageEvent> events) {
        Set<UUID> customers = new HashSet<>();
        for (UsageEvent event : events) customers.add(event.customerId());
        tx.createQuery("SELECT id FROM customer WHERE id = ANY(:ids)")
                .bind("ids", SqlArray.uuids(customers))
                .mapTo(UUID.class)
                .forEach(customers::remove);
        return customers;
    }

    private boolean move(Handle tx, JournalPosition from, JournalPosition next) {
        return tx.createUpdate(
                                """
                                UPDATE journal_position SET segment = :nextSegment, "offset" = :nextOffset
                                WHERE node_id = :nodeId AND segment = :segment AND "offset" = :offset
                                """)
                        .bind("nodeId", nodeId)
                        .bind("segment", from.segment())
                        .bind("offset", from.offset())
                        .bind("nextSegment", next.segment())
                        .bind("nextOffset", next.offset())
                        .execute()
                == 1;
    }

    private static List<UUID> known(Handle tx, Collection<UsageEvent> events) {
        List<UUID> ids = events.stream().map(UsageEvent::id).toList();
        List<Instant> stored =
                events.stream().map(e -> e.occurredAt().truncatedTo(ChronoUnit.MICROS)).toList();
        return tx.createQuery(
                        """
                        SELECT e.id FROM unnest(:ids, :times) AS n (id, occurred_at)
                        JOIN usage_event e ON e.id = n.id AND e.occurred_at = n.occurred_at
                        """)
                .bind("ids", SqlArray.uuids(ids))
                .bind("times", SqlArray.instants(stored))
                .mapTo(UUID.class)
                .list();
    }

    private void settle(Handle tx, Instant now, PreparedBatch batch) throws SQLException {
        UsageEventRows.insert(tx, batch.rows());
        saveSettlement(tx, now, batch);
        batch.rollup().save(tx);
        batch.days().save(tx);
        Funds funds = FundsReader.lock(tx, batch.events());
        funds.pay(batch.events());
        UsageChargeRows.insert(tx, funds, batch.settlementId());
        FundsWriter.save(tx, nodeId, funds);
        Ledger.post(tx, now, FundsWriter.postings(funds, batch));
    }

    private void saveSettlement(Handle tx, Instant now, PreparedBatch batch) {
        tx.createUpdate(
                        """
                        INSERT INTO settlement (id, node_id, settled_at, events, cost_nanos)
                        VALUES (:id, :nodeId, :now, :events, :cost)
                        """)
                .bind("id", batch.settlementId())
                .bind("nodeId", nodeId)
                .bind("now", now)
                .bind("events", batch.events().size())
                .bind(
                        "cost",
                        batch.events().stream().mapToLong(e -> e.figures().cost().nanos()).sum())
                .execute();
    }
}
