package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.clock.CustomerTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What the time brings to subscriptions, done by a worker or by whoever looks first. Each is judged
 * by the time of its customer. Safe for all threads.
 */
final class Turns {
    /** The author of what nobody asked for. */
    private static final String CLOCK = "clock";

    private final Jdbi jdbi;
    private final CustomerTime time;

    Turns(Jdbi jdbi, CustomerTime time) {
        this.jdbi = jdbi;
        this.time = time;
    }

    /** As it stands now. */
    Subscription current(Handle handle, Subscription found) {
        return current(found, time.now(handle, found.customerId()));
    }

    /** As they stand now, in the same order. */
    List<Subscription> current(List<Subscription> found) {
        Set<UUID> customers =
                found.stream().map(Subscription::customerId).collect(Collectors.toSet());
        Instant now = time.now();
        Map<UUID, Instant> clocks =
                jdbi.withHandle(handle -> CustomerTime.clocksOf(handle, customers));
        return found.stream()
                .map(one -> current(one, clocks.getOrDefault(one.customerId(), now)))
                .toList();
    }

    private Subscription current(Subscription found, Instant now) {
        if (!found.isDueAt(now)) return found;
        return jdbi.inTransaction(tx -> turn(tx, SubscriptionRows.lock(tx, found.id()), now));
    }

    /**
     * Turns the one that is longest overdue; false where there is none.
     *
     * @param clockId whose customers to look at; null for those on no test clock
     */
    static boolean next(Handle tx, @Nullable UUID clockId, Instant now) {
        Optional<Subscription> due = SubscriptionRows.lockDue(tx, clockId, now);
        due.ifPresent(before -> turn(tx, before, now));
        return due.isPresent();
    }

    private static Subscription turn(Handle tx, Subscription before, Instant now) {
        if (!before.isDueAt(now)) return before;
        Subscription after = new Moves(tx, now, CLOCK).turn(before).updatedAt(now);
        SubscriptionRows.update(tx, after);
        return after;
    }
}
