package io.fluxrouter.billing.event;

import io.fluxrouter.billing.clock.CustomerTime;
import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.event.Correction.Kind;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.meter.Acceptance.Malformed;
import io.fluxrouter.core.meter.EventDigest;
import io.fluxrouter.core.meter.EventRules;
import io.fluxrouter.core.meter.MeterEvent;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Corrects what was sent wrong, also long after. Nothing is changed or removed: an event is marked
 * as one that no longer counts, and another may count instead. Refuses with an {@link ApiError}.
 * Safe for all threads.
 */
public final class Corrections {
    /** How far back a correction reaches, so that a wrong year is found out. */
    static final Duration BACK_MAX = Duration.ofDays(3 * 366);

    private final Jdbi jdbi;
    private final EventIntake intake;
    private final MonthPartitions partitions;
    private final CustomerTime time;

    public Corrections(Jdbi jdbi, EventIntake intake, InstantSource clock) {
        this.jdbi = jdbi;
        this.intake = intake;
        this.partitions = new MonthPartitions(jdbi);
        this.time = new CustomerTime(clock);
    }

    /**
     * Has an event count no more. To do it again changes nothing; CONFLICT for one that is
     * replaced.
     */
    public Correction deprecate(UUID organizationId, UUID eventId, @Nullable String reason) {
        String why = line(reason);
        return jdbi.inTransaction(
                tx -> {
                    StoredEvent event = get(tx, organizationId, eventId);
                    Instant now = time.now(tx, event.customerId());
                    Correction wanted =
                            new Correction(eventId, Kind.DEPRECATED, null, null, why, now);
                    if (CorrectionRows.insert(tx, event, wanted)) return wanted;
                    Correction before = CorrectionRows.find(tx, eventId).orElseThrow();
                    if (before.kind() == Kind.DEPRECATED) return before;
                    throw alreadyCorrected(before);
                });
    }

    /**
     * Has another event count instead of one; gives back the other. The same amendment again gives
     * the same event; CONFLICT for an event that was corrected otherwise.
     */
    public StoredEvent amend(UUID organizationId, UUID eventId, Amendment amendment) {
        String reason = line(amendment.reason());
        StoredEvent before = jdbi.withHandle(handle -> get(handle, organizationId, eventId));
        Instant now = now(before.customerId());
        MeterEvent event = amended(before.event(), amendment);
        check(new IncomingEvent(organizationId, event, before.meterId()), now);
        partitions.ensure(Table.METER_EVENT, event.occurredAt());
        StoredEvent after =
                new StoredEvent(
                        EventIds.next(now),
                        organizationId,
                        before.customerId(),
                        before.meterId(),
                        event,
                        now);
        Correction correction =
                new Correction(eventId, Kind.AMENDED, after.id(), null, reason, now);
        return jdbi.<StoredEvent, RuntimeException>inTransaction(
                tx -> {
                    if (!CorrectionRows.insert(tx, before, correction)) {
                        return sameAmendment(tx, eventId, after);
                    }
                    insert(tx, List.of(after));
                    return after;
                });
    }

    private static MeterEvent amended(MeterEvent event, Amendment amendment) {
        Instant occurredAt = amendment.occurredAt();
        return Intake.toTheMicrosecond(
                new MeterEvent(
                        event.key(),
                        event.customer(),
                        event.name(),
                        occurredAt == null ? event.occurredAt() : occurredAt,
                        true,
                        Objects.requireNonNullElse(amendment.properties(), event.properties())));
    }

    private static StoredEvent sameAmendment(Handle tx, UUID eventId, StoredEvent wanted) {
        Correction before = CorrectionRows.find(tx, eventId).orElseThrow();
        return Optional.ofNullable(before.replacedBy())
                .flatMap(id -> EventRows.find(tx, wanted.organizationId(), id))
                .filter(
                        event ->
                                EventDigest.of(event.event())
                                        .equals(EventDigest.of(wanted.event())))
                .orElseThrow(() -> alreadyCorrected(before));
    }

    /**
     * Replaces all events of an interval, or none: one event that cannot be taken refuses the
     * whole. A key may be new, or one that an event of that interval has; to each its own.
     */
    public Backfill backfill(UUID organizationId, NewBackfill wanted) {
        Instant now = now(wanted.customerId());
        line(wanted.reason());
        requireCustomer(organizationId, wanted.customerId());
        checkInterval(wanted, now);
        for (int i = 0; i < wanted.events().size(); i++) check(wanted, i, now);
        wanted.events()
                .forEach(sent -> partitions.ensure(Table.METER_EVENT, sent.event().occurredAt()));
        UUID id = EventIds.next(now);
        Intake batch = new Intake(now);
        NamedCustomer customer = new NamedCustomer(wanted.customerId(), now);
        wanted.events().forEach(sent -> batch.add(sent, customer));
        return jdbi.<Backfill, RuntimeException>inTransaction(
                tx -> {
                    CorrectionRows.insert(tx, id, wanted, now);
                    int retired = CorrectionRows.retire(tx, id);
                    return new Backfill(id, retired, replace(tx, batch, wanted));
                });
    }

    private List<StoredEvent> replace(Handle tx, Intake batch, NewBackfill wanted) {
        try {
            EventRows.insertNames(tx, batch.names(), batch.now());
            return batch.replace(tx, wanted);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void requireCustomer(UUID organizationId, UUID customerId) {
        boolean known =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT count(*) > 0 FROM customer
                                                WHERE id = :id AND organization_id = :organization
                                                """)
                                        .bind("id", customerId)
                                        .bind("organization", organizationId)
                                        .mapTo(Boolean.class)
                                        .one());
        if (!known) throw ApiError.of(Refusal.NOT_FOUND, "There is no such customer.");
    }

    private static void checkInterval(NewBackfill wanted, Instant now) {
        if (!wanted.from().isBefore(wanted.to())) {
            throw Fields.invalid("from must be before to.", "from");
        }
        if (wanted.from().isBefore(now.minus(BACK_MAX))) {
            throw Fields.invalid("from is more than three years ago.", "from");
        }
    }

    private void check(NewBackfill wanted, int index, Instant now) {
        MeterEvent event = wanted.events().get(index).event();
        String where = "events[" + index + "]";
        if (!event.name().equals(wanted.name())) {
            throw Fields.invalid(where + " has another name.", where);
        }
        Instant at = event.occurredAt();
        if (at.isBefore(wanted.from()) || !at.isBefore(wanted.to())) {
            throw Fields.invalid(where + " is not in the interval.", where + ".timestamp");
        }
        check(wanted.events().get(index), now);
    }

    /** As an event that is sent, but for how long ago it may be. */
    private void check(IncomingEvent sent, Instant now) {
        MeterEvent event = sent.event();
        if (event.occurredAt().isBefore(now.minus(BACK_MAX))) {
            throw Fields.invalid("The time is more than three years ago.", "timestamp");
        }
        if (event.occurredAt().isAfter(now.plus(EventRules.AHEAD_MAX))) {
            throw Fields.invalid("The time is in the future.", "timestamp");
        }
        if (intake.judge(sent, now) instanceof Malformed(var field, var reason)) {
            throw Fields.invalid(field + " " + reason + ".", field);
        }
    }

    private static void insert(Handle tx, List<StoredEvent> events) {
        try {
            EventRows.insert(tx, events);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static StoredEvent get(Handle handle, UUID organizationId, UUID id) {
        return EventRows.find(handle, organizationId, id)
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such event."));
    }

    private static ApiError alreadyCorrected(Correction before) {
        return ApiError.of(
                Refusal.CONFLICT,
                "This event does not count any more: it was "
                        + before.kind().name().toLowerCase(Locale.ROOT)
                        + ".");
    }

    private static @Nullable String line(@Nullable String reason) {
        return Fields.optionalText(reason, "reason");
    }

    private Instant now(UUID customerId) {
        return jdbi.withHandle(handle -> time.now(handle, customerId));
    }
}
