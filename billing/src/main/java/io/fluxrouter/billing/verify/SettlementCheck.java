package io.fluxrouter.billing.verify;

import io.fluxrouter.billing.ledger.EventDigest;
import io.fluxrouter.billing.usage.UsageEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * Walks events and usage debits side by side, by customer and batch: the debits must pay for the
 * events to the nano-dollar, and carry the digest of just those.
 */
final class SettlementCheck {
    private static final int FETCH = 5_000;

    private record Batch(UUID customerId, long settlementId) implements Comparable<Batch> {
        /** As PostgreSQL sorts them: ids by unsigned bytes. */
        @Override
        public int compareTo(Batch other) {
            int high =
                    Long.compareUnsigned(
                            customerId.getMostSignificantBits(),
                            other.customerId.getMostSignificantBits());
            if (high != 0) return high;
            int low =
                    Long.compareUnsigned(
                            customerId.getLeastSignificantBits(),
                            other.customerId.getLeastSignificantBits());
            return low != 0 ? low : Long.compare(settlementId, other.settlementId);
        }

        @Override
        public String toString() {
            return "customer " + customerId + " settlement " + settlementId;
        }
    }

    private record Debits(Batch batch, long paid, String digest) {}

    private final List<Finding> findings;
    private final EventDigest digest = new EventDigest();
    private @Nullable Batch batch;
    private long cost;
    private boolean unreadable;

    SettlementCheck(List<Finding> findings) {
        this.findings = findings;
    }

    void run(Handle tx) {
        try (ResultIterator<Debits> debits = debits(tx)) {
            Remaining remaining = new Remaining(debits);
            tx.createQuery("SELECT * FROM usage_event ORDER BY customer_id, settlement_id, id")
                    .setFetchSize(FETCH)
                    .map(
                            (row, context) -> {
                                add(row, remaining);
                                return true;
                            })
                    .useIterator(rows -> rows.forEachRemaining(added -> {}));
            finish(remaining);
            remaining.before(null);
        }
    }

    private static ResultIterator<Debits> debits(Handle tx) {
        return tx.createQuery(
                        """
                        SELECT customer_id, settlement_id, sum(amount_nanos) AS paid,
                               string_agg(DISTINCT event_digest, ' and ') AS digest
                        FROM transfer WHERE settlement_id IS NOT NULL
                        GROUP BY customer_id, settlement_id ORDER BY customer_id, settlement_id
                        """)
                .setFetchSize(FETCH)
                .map(
                        (row, context) ->
                                new Debits(
                                        batchOf(row),
                                        row.getLong("paid"),
                                        String.valueOf(row.getString("digest"))))
                .iterator();
    }

    private static Batch batchOf(ResultSet row) throws SQLException {
        return new Batch(row.getObject("customer_id", UUID.class), row.getLong("settlement_id"));
    }

    private void add(ResultSet row, Remaining debits) throws SQLException {
        Batch next = batchOf(row);
        if (!next.equals(batch)) finish(debits);
        batch = next;
        cost += row.getLong("cost_nanos");
        try {
            digest.add(UsageEvents.read(row));
        } catch (IllegalArgumentException notAnEvent) {
            unreadable = true;
            findings.add(
                    new Finding(
                            "usage_event",
                            row.getString("id"),
                            "the row cannot be read",
                            "a usage event",
                            Objects.toString(notAnEvent.getMessage())));
        }
    }

    private void finish(Remaining debits) {
        String found = digest.finish();
        if (batch != null) {
            Debits paid = debits.before(batch);
            compareCost(batch, paid == null ? 0 : paid.paid());
            if (paid != null && !unreadable) compareDigest(paid, found);
        }
        cost = 0;
        unreadable = false;
    }

    private void compareCost(Batch settled, long paid) {
        if (cost == paid) return;
        findings.add(
                new Finding(
                        "transfer",
                        settled.toString(),
                        "usage debits do not pay for the events",
                        Long.toString(cost),
                        Long.toString(paid)));
    }

    private void compareDigest(Debits paid, String found) {
        if (paid.digest().equals(found)) return;
        findings.add(
                new Finding(
                        "usage_event",
                        paid.batch().toString(),
                        "these are not the events that were paid",
                        "digest " + paid.digest(),
                        "digest " + found));
    }

    /** The debits not yet met by events. */
    private final class Remaining {
        private final Iterator<Debits> debits;
        private @Nullable Debits next;

        Remaining(Iterator<Debits> debits) {
            this.debits = debits;
            advance();
        }

        /** Reports debits of batches before this one, all if null; returns those of it. */
        @Nullable Debits before(@Nullable Batch wanted) {
            while (next != null) {
                int order = wanted == null ? -1 : next.batch().compareTo(wanted);
                if (order > 0) return null;
                Debits current = next;
                advance();
                if (order == 0) return current;
                findings.add(
                        new Finding(
                                "usage_event",
                                current.batch().toString(),
                                "the events that were paid are missing",
                                Long.toString(current.paid()),
                                "0"));
            }
            return null;
        }

        private void advance() {
            next = debits.hasNext() ? debits.next() : null;
        }
    }
}
