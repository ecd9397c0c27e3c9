package io.fluxrouter.billing.event;

import io.fluxrouter.core.meter.EventDigest;
import io.fluxrouter.core.meter.MeterEvent;
import io.fluxrouter.core.meter.Repeat;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The events of one transaction on their way in, and what becomes of each. Used by one thread. */
final class Intake {
    private static final String FITS = "fits";

    private final Instant now;
    private final List<Row> rows = new ArrayList<>();
    private final Map<UUID, Candidate> firsts = new LinkedHashMap<>();
    private final Map<UUID, Kept> kept = new HashMap<>();
    private final Map<UUID, LimitReached> over = new HashMap<>();

    Intake(Instant now) {
        this.now = now;
    }

    private sealed interface Row {}

    private record Answered(Taken answer) implements Row {}

    private record Candidate(Mark mark, StoredEvent event) implements Row {}

    /** Who has a key now: one of these, or an event from before. */
    private record Kept(Mark mark, StoredEvent event) {}

    void refuse(Taken answer) {
        rows.add(new Answered(answer));
    }

    void add(IncomingEvent sent, NamedCustomer customer) {
        Candidate candidate = candidate(sent, customer);
        rows.add(candidate);
        firsts.putIfAbsent(candidate.mark().key(), candidate);
    }

    private Candidate candidate(IncomingEvent sent, NamedCustomer customer) {
        UUID id = EventIds.next(now);
        StoredEvent event =
                new StoredEvent(
                        id,
                        sent.organizationId(),
                        customer.id(),
                        sent.meterId(),
                        toTheMicrosecond(sent.event()),
                        customer.now(now));
        return new Candidate(
                new Mark(
                        EventIds.ofKey(sent.organizationId(), sent.event().key()),
                        id,
                        event.event().occurredAt(),
                        EventDigest.of(sent.event())),
                event);
    }

    /** As the database keeps it, so that the answer says what is stored. */
    static MeterEvent toTheMicrosecond(MeterEvent event) {
        return new MeterEvent(
                event.key(),
                event.customer(),
                event.name(),
                event.occurredAt().truncatedTo(ChronoUnit.MICROS),
                event.timeStated(),
                event.properties());
    }

    boolean isEmpty() {
        return firsts.isEmpty();
    }

    Instant now() {
        return now;
    }

    Set<EventName> names() {
        return firsts.values().stream()
                .map(Candidate::event)
                .map(event -> new EventName(event.organizationId(), event.event().name()))
                .collect(Collectors.toSet());
    }

    Collection<StoredEvent> candidates() {
        return firsts.values().stream().map(Candidate::event).toList();
    }

    /** Stores what fits under the limits: all of it where none is concerned. */
    void store(Handle tx, HardLimits limits) throws SQLException {
        Map<Boolean, List<Candidate>> byLimit =
                firsts.values().stream()
                        .collect(Collectors.partitioningBy(one -> limits.concern(one.event())));
        List<Candidate> limited = byLimit.getOrDefault(true, List.of());
        // Before any key is claimed: who holds keys waits for nobody who waits for keys.
        if (!limited.isEmpty()) limits.lock(tx, events(limited));
        store(tx, byLimit.getOrDefault(false, List.of()));
        storeWithin(tx, limits, limited);
    }

    /** All together if they fit, else in halves: what does not fit alone leaves no trace. */
    private void storeWithin(Handle tx, HardLimits limits, List<Candidate> some)
            throws SQLException {
        if (some.isEmpty()) return;
        Optional<LimitReached> passed = tryToStore(tx, limits, some);
        if (passed.isEmpty()) return;
        if (some.size() == 1) {
            over.put(some.getFirst().mark().key(), passed.get());
            return;
        }
        int half = some.size() / 2;
        storeWithin(tx, limits, some.subList(0, half));
        storeWithin(tx, limits, some.subList(half, some.size()));
    }

    private Optional<LimitReached> tryToStore(Handle tx, HardLimits limits, List<Candidate> some)
            throws SQLException {
        tx.savepoint(FITS);
        HardLimits.Use before = limits.before(tx, events(some));
        store(tx, some);
        Optional<LimitReached> passed = before.passed(tx);
        if (passed.isPresent()) {
            tx.rollbackToSavepoint(FITS);
            some.forEach(one -> kept.remove(one.mark().key()));
        } else {
            tx.releaseSavepoint(FITS);
        }
        return passed;
    }

    private static List<StoredEvent> events(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::event).toList();
    }

    /** Stores the marks and the events whose keys were free, and finds the others. */
    private void store(Handle tx, List<Candidate> some) throws SQLException {
        if (some.isEmpty()) return;
        Set<UUID> free = MarkRows.claim(tx, some.stream().map(Candidate::mark).toList());
        List<StoredEvent> fresh = new ArrayList<>();
        List<UUID> used = new ArrayList<>();
        for (Candidate candidate : some) {
            UUID key = candidate.mark().key();
            if (free.contains(key)) {
                fresh.add(candidate.event());
                kept.put(key, new Kept(candidate.mark(), candidate.event()));
            } else {
                used.add(key);
            }
        }
        EventRows.insert(tx, fresh);
        if (!used.isEmpty()) findKept(tx, used);
    }

    /**
     * Stores every event, as a backfill does; CONFLICT for a key that was sent twice, or that an
     * event outside of the interval has. A key of a retired event keeps its mark.
     */
    List<StoredEvent> replace(Handle tx, NewBackfill wanted) throws SQLException {
        if (firsts.size() < rows.size()) throw conflict("Two events have one idempotency key.");
        Set<UUID> free = MarkRows.claim(tx, firsts.values().stream().map(Candidate::mark).toList());
        Set<UUID> used = new HashSet<>(firsts.keySet());
        used.removeAll(free);
        for (Mark mark : MarkRows.find(tx, used)) {
            if (mark.occurredAt().isBefore(wanted.from())
                    || !mark.occurredAt().isBefore(wanted.to())) {
                throw conflict("An event outside of the interval has the idempotency key of one.");
            }
        }
        List<StoredEvent> events = firsts.values().stream().map(Candidate::event).toList();
        EventRows.insert(tx, events);
        return events;
    }

    private static ApiError conflict(String message) {
        return ApiError.of(Refusal.CONFLICT, message, "idempotency_key");
    }

    private void findKept(Handle tx, List<UUID> keys) {
        List<Mark> marks = MarkRows.find(tx, keys);
        Map<UUID, StoredEvent> events =
                EventRows.find(tx, marks).stream()
                        .collect(Collectors.toMap(StoredEvent::id, event -> event));
        for (Mark mark : marks) {
            StoredEvent event = Optional.ofNullable(events.get(mark.eventId())).orElseThrow();
            kept.put(mark.key(), new Kept(mark, event));
        }
    }

    /** In the order in which the events were added. */
    List<Taken> answers() {
        return rows.stream().map(this::answer).toList();
    }

    private Taken answer(Row row) {
        return switch (row) {
            case Answered(var answer) -> answer;
            case Candidate candidate -> answer(candidate);
        };
    }

    private Taken answer(Candidate candidate) {
        LimitReached reached = over.get(candidate.mark().key());
        if (reached != null) return new Taken.OverLimit(reached);
        Kept holder = Optional.ofNullable(kept.get(candidate.mark().key())).orElseThrow();
        if (holder.event().id().equals(candidate.event().id()))
            return new Taken.Stored(holder.event());
        return switch (Repeat.of(candidate.mark().digest(), Optional.of(holder.mark().digest()))) {
            case SAME -> new Taken.Repeated(holder.event());
            case CONFLICT -> new Taken.Conflicting(holder.event().id());
            case NEW -> throw new IllegalStateException("a key that nobody has");
        };
    }
}
