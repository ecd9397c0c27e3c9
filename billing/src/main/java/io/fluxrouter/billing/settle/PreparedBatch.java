package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.journal.JournalBatch;
import io.fluxrouter.billing.journal.JournalPosition;
import io.fluxrouter.billing.ledger.EventDigest;
import io.fluxrouter.core.usage.UsageEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A batch with everything computed that needs no database: the rows as bytes, the digests, the
 * sums. It is made while the batch before is being written. Immutable.
 */
final class PreparedBatch {
    private final JournalPosition from;
    private final JournalPosition next;
    private final long settlementId;
    private final List<UsageEvent> events;
    private final byte[] rows;
    private final HourlyRollup rollup;
    private final DailyRollup days;
    private final Map<UUID, String> digests;

    private PreparedBatch(
            JournalPosition from,
            JournalPosition next,
            long settlementId,
            Collection<UsageEvent> events) {
        this.from = from;
        this.next = next;
        this.settlementId = settlementId;
        this.events = List.copyOf(events);
        this.rows = UsageEventRows.encode(events, settlementId);
        this.rollup = HourlyRollup.of(events);
        this.days = rollup.days();
        this.digests = digests(events);
    }

    /** An event that the journal holds twice counts once. */
    static PreparedBatch of(JournalPosition from, JournalBatch read, long settlementId) {
        Map<UUID, UsageEvent> unique = LinkedHashMap.newLinkedHashMap(read.events().size());
        for (UsageEvent event : read.events()) unique.putIfAbsent(event.id(), event);
        return new PreparedBatch(from, read.next(), settlementId, unique.values());
    }

    /** The same place in the journal without some of its events. */
    PreparedBatch without(Collection<UUID> ids) {
        if (ids.isEmpty()) return this;
        Set<UUID> gone = new HashSet<>(ids);
        List<UsageEvent> rest =
                events.stream().filter(event -> !gone.contains(event.id())).toList();
        return new PreparedBatch(from, next, settlementId, rest);
    }

    /** Of each customer who pays for something here, over all of its events. */
    private static Map<UUID, String> digests(Collection<UsageEvent> events) {
        Map<UUID, List<UsageEvent>> paid = new HashMap<>();
        for (UsageEvent event : events) {
            if (!event.figures().cost().isZero()) {
                paid.putIfAbsent(event.customerId(), new ArrayList<>());
            }
        }
        for (UsageEvent event : events) {
            List<UsageEvent> mine = paid.get(event.customerId());
            if (mine != null) mine.add(event);
        }
        Map<UUID, String> digests = HashMap.newHashMap(paid.size());
        EventDigest digest = new EventDigest();
        paid.forEach((customer, mine) -> digests.put(customer, digest.ofAll(mine)));
        return digests;
    }

    JournalPosition from() {
        return from;
    }

    JournalPosition next() {
        return next;
    }

    long settlementId() {
        return settlementId;
    }

    List<UsageEvent> events() {
        return events;
    }

    /** All rows of {@code usage_event}, in PostgreSQL's binary COPY format. */
    byte[] rows() {
        return rows;
    }

    HourlyRollup rollup() {
        return rollup;
    }

    DailyRollup days() {
        return days;
    }

    String digest(UUID customerId) {
        String digest = digests.get(customerId);
        if (digest == null) throw new IllegalStateException("no digest of customer " + customerId);
        return digest;
    }
}
