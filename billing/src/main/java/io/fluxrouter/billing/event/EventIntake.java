package io.fluxrouter.billing.event;

import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.meter.LlmEvents;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.core.meter.Acceptance;
import io.fluxrouter.core.meter.EventRules;
import io.fluxrouter.core.meter.MeterEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes events, many in one transaction: what is stored is durable when {@link #take} returns. A
 * failure stores none of them, and sending them again is safe.
 *
 * <p>Threads: safe for all, and for several nodes.
 */
public final class EventIntake {
    private final Jdbi jdbi;
    private final MeterBook meters;
    private final CustomerNames customers;
    private final MonthPartitions partitions;
    private final InstantSource clock;
    private final Set<EventName> namesKnown = ConcurrentHashMap.newKeySet();

    public EventIntake(
            Jdbi jdbi, MeterBook meters, UnknownCustomers unknownCustomers, InstantSource clock) {
        this.jdbi = jdbi;
        this.meters = meters;
        this.customers = new CustomerNames(jdbi, clock, unknownCustomers);
        this.partitions = new MonthPartitions(jdbi);
        this.clock = clock;
    }

    /**
     * One answer for each event, in the order of the events: one that is refused keeps no other
     * out.
     */
    public List<Taken> take(List<IncomingEvent> events) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Acceptance> judged = events.stream().map(sent -> judge(sent, now)).toList();
        Map<CustomerName, UUID> ids = customers.resolve(customersOf(events, judged));
        Intake batch = new Intake(now);
        for (int i = 0; i < events.size(); i++) {
            IncomingEvent sent = events.get(i);
            UUID customer = ids.get(CustomerName.of(sent));
            if (!(judged.get(i) instanceof Acceptance.Accepted)) {
                batch.refuse(new Taken.Refused(judged.get(i)));
            } else if (customer == null) {
                batch.refuse(new Taken.UnknownCustomer(sent.event().customer()));
            } else {
                batch.add(sent, customer);
            }
        }
        store(batch);
        return batch.answers();
    }

    Acceptance judge(IncomingEvent sent, Instant now) {
        MeterEvent event = sent.event();
        if (event.name().startsWith(LlmEvents.PREFIX)) {
            return new Acceptance.Malformed(
                    "name", "begins with " + LlmEvents.PREFIX + ", as only the gateway's may");
        }
        return EventRules.judge(
                event, meters.listeningTo(sent.organizationId(), event.name()), now);
    }

    private static Set<CustomerName> customersOf(
            List<IncomingEvent> events, List<Acceptance> judged) {
        Set<CustomerName> names = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            if (judged.get(i) instanceof Acceptance.Accepted) {
                names.add(CustomerName.of(events.get(i)));
            }
        }
        return names;
    }

    private void store(Intake batch) {
        if (batch.isEmpty()) return;
        for (StoredEvent event : batch.candidates()) {
            partitions.ensure(Table.METER_EVENT, event.event().occurredAt());
        }
        Set<EventName> names =
                batch.names().stream()
                        .filter(name -> !namesKnown.contains(name))
                        .collect(Collectors.toSet());
        try {
            jdbi.useTransaction(
                    tx -> {
                        EventRows.insertNames(tx, names, batch.now());
                        batch.store(tx);
                    });
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        namesKnown.addAll(names);
    }

    /** If the failure is about what was sent, and not about the database: then it fails again. */
    static boolean isAboutData(RuntimeException failure) {
        return failure.getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && cause.getSQLState().startsWith("22");
    }
}
