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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

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
    private final HardLimits limits;
    private final InstantSource clock;
    private final Set<EventName> namesKnown = ConcurrentHashMap.newKeySet();

    /** One that takes events whatever plans permit. */
    public EventIntake(
            Jdbi jdbi, MeterBook meters, UnknownCustomers unknownCustomers, InstantSource clock) {
        this(jdbi, meters, unknownCustomers, HardLimits.NONE, clock);
    }

    public EventIntake(
            Jdbi jdbi,
            MeterBook meters,
            UnknownCustomers unknownCustomers,
            HardLimits limits,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.meters = meters;
        this.customers = new CustomerNames(jdbi, clock, unknownCustomers);
        this.partitions = new MonthPartitions(jdbi);
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * One answer for each event, in the order of the events: one that is refused keeps no other
     * out.
     */
    public List<Taken> take(List<IncomingEvent> events) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Acceptance> judged = events.stream().map(sent -> judge(sent, now)).toList();
        Map<CustomerName, NamedCustomer> named = named(events, judged);
        Intake batch = new Intake(now);
        for (int i = 0; i < events.size(); i++) {
            add(batch, events.get(i), named.get(CustomerName.of(events.get(i))), judged.get(i));
        }
        store(batch);
        return batch.answers();
    }

    private void add(
            Intake batch, IncomingEvent sent, @Nullable NamedCustomer customer, Acceptance judged) {
        IncomingEvent event = sent;
        Acceptance acceptance = judged;
        if (customer != null && customer.clock() != null) {
            // The fields were judged already; the time is judged by the customer's own clock.
            event = sent.cameAt(customer.clock());
            acceptance = judge(event, customer.clock());
        }
        if (!(acceptance instanceof Acceptance.Accepted)) {
            batch.refuse(new Taken.Refused(acceptance));
        } else if (customer == null) {
            batch.refuse(new Taken.UnknownCustomer(sent.event().customer()));
        } else {
            batch.add(event, customer);
        }
    }

    /** An event that is out of time makes no customer, but may be of one who has another time. */
    private Map<CustomerName, NamedCustomer> named(
            List<IncomingEvent> events, List<Acceptance> judged) {
        Set<CustomerName> inTime = new HashSet<>();
        Set<CustomerName> outOfTime = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            CustomerName name = CustomerName.of(events.get(i));
            switch (judged.get(i)) {
                case Acceptance.Accepted _ -> inTime.add(name);
                case Acceptance.TooOld _, Acceptance.TooEarly _ -> outOfTime.add(name);
                case Acceptance.Malformed _ -> {}
            }
        }
        Map<CustomerName, NamedCustomer> named = new HashMap<>(customers.find(outOfTime));
        named.putAll(customers.resolve(inTime));
        return named;
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
                        batch.store(tx, limits);
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
