package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.journal.JournalPosition;
import io.fluxrouter.billing.ledger.Ledger;
import io.fluxrouter.core.usage.UsageEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Settles one batch of a node's journal in one transaction: events, money, roll-ups and the journal
 * position, all or nothing.
 *
 * <p>Safe for all threads and nodes. Rows are locked in one order everywhere: the node's position,
 * spend accounts by id, ledger heads by id, roll-ups by key. What needs no lock comes first, so
 * that accounts are locked for as short a time as can be.
 */
final class SettleBatch {
    private final Jdbi jdbi;
    private final InstantSource clock;
    private final UUID nodeId;
    private final MonthPartitions partitions;

    SettleBatch(Jdbi jdbi, InstantSource clock, UUID nodeId) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.nodeId = nodeId;
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
     * longer settled up to {@code from}: somebody else was faster, or a commit came through whose
     * answer was lost.
     *
     * @param suspicious some may be settled already, although the position says they are not
     */
    boolean run(
            JournalPosition from, JournalPosition next, List<UsageEvent> events, boolean suspicious)
            throws SQLException {
        Instant now = clock.instant();
        partitions.ensure(Table.TRANSFER, now);
        for (UsageEvent event : events) {
            partitions.ensure(Table.USAGE_EVENT, event.occurredAt());
            partitions.ensure(Table.USAGE_HOURLY, event.occurredAt());
        }
        Map<UUID, UsageEvent> unique = new LinkedHashMap<>();
        events.forEach(event -> unique.putIfAbsent(event.id(), event));
        return jdbi.<Boolean, SQLException>inTransaction(
                tx -> {
                    if (!move(tx, from, next)) return false;
                    if (suspicious) unique.keySet().removeAll(known(tx, unique.values()));
                    if (!unique.isEmpty()) settle(tx, now, unique.values());
                    return true;
                });
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

    private void settle(Handle tx, Instant now, Collection<UsageEvent> events) throws SQLException {
        long settlementId =
                tx.createQuery("SELECT nextval('settlement_id')").mapTo(Long.class).one();
        UsageEventRows.insert(tx, events, settlementId);
        saveSettlement(tx, now, events, settlementId);
        Funds funds = FundsReader.lock(tx, events);
        funds.pay(events);
        FundsWriter.save(tx, nodeId, funds);
        Ledger.post(tx, now, FundsWriter.postings(funds, settlementId));
        HourlyRollup.of(events).save(tx);
    }

    private void saveSettlement(
            Handle tx, Instant now, Collection<UsageEvent> events, long settlementId) {
        tx.createUpdate(
                        """
                        INSERT INTO settlement (id, node_id, settled_at, events, cost_nanos)
                        VALUES (:id, :nodeId, :now, :events, :cost)
                        """)
                .bind("id", settlementId)
                .bind("nodeId", nodeId)
                .bind("now", now)
                .bind("events", events.size())
                .bind("cost", events.stream().mapToLong(e -> e.figures().cost().nanos()).sum())
                .execute();
    }
}
