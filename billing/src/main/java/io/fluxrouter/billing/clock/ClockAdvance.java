package io.fluxrouter.billing.clock;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Moves a test clock, and does what becomes due on the way: the clock stops at each moment at which
 * something is due, that is done at its time, and only then it goes on. So months of billing run in
 * seconds, in order, and each step sees the time it would have seen.
 *
 * <p>A step that fails leaves the clock at its moment, still on its way; the next advance does that
 * step again and goes on. Threads: safe for all and for several nodes; of two that move one clock,
 * the second is refused.
 */
public final class ClockAdvance {
    /** How far one call goes, so that it ends within the patience of whoever waits for it. */
    static final Duration REACH = Duration.ofDays(2 * 366);

    /** Work at one moment may make other work due at once: a period ends, then it is invoiced. */
    private static final int ROUNDS_MAX = 10;

    private final Jdbi jdbi;
    private final TestClocks clocks;
    private final List<DueWork> works;

    /**
     * @param works in the order in which what is due at one moment is done
     */
    public ClockAdvance(Jdbi jdbi, TestClocks clocks, List<DueWork> works) {
        this.jdbi = jdbi;
        this.clocks = clocks;
        this.works = List.copyOf(works);
    }

    /**
     * Returns when the clock has arrived. To send it where it stands does what is due there and no
     * more, so a lost answer can be asked for again. Throws an {@link ApiError}: INVALID_VALUE for
     * a time that has passed or is too far, CONFLICT while another call moves the clock.
     */
    public TestClock advance(UUID organizationId, UUID id, Instant to) {
        clocks.requireOffered();
        Instant target = TestClocks.checked(to);
        try (Handle guard = jdbi.open()) {
            guard.begin();
            try {
                if (!isOurs(guard, id)) {
                    throw ApiError.of(Refusal.CONFLICT, "The clock is being advanced already.");
                }
                Instant start = leave(organizationId, id, target);
                walk(id, start, target);
                return clocks.get(organizationId, id);
            } finally {
                guard.rollback();
            }
        }
    }

    /** One call at a time; the lock ends with the guard's connection, however that ends. */
    private static boolean isOurs(Handle guard, UUID id) {
        return guard.createQuery("SELECT pg_try_advisory_xact_lock(:key)")
                .bind("key", id.getMostSignificantBits() ^ id.getLeastSignificantBits())
                .mapTo(Boolean.class)
                .one();
    }

    private Instant leave(UUID organizationId, UUID id, Instant target) {
        return jdbi.inTransaction(
                tx -> {
                    TestClock clock = TestClockRows.lock(tx, organizationId, id);
                    checkWay(clock.frozenTime(), target);
                    TestClockRows.aimAt(tx, id, target);
                    return clock.frozenTime();
                });
    }

    private static void checkWay(Instant from, Instant target) {
        if (target.isBefore(from)) {
            throw Fields.invalid(
                    "frozen_time is before the clock's, " + from + ": it goes forward only.",
                    "frozen_time");
        }
        if (Duration.between(from, target).compareTo(REACH) > 0) {
            throw Fields.invalid(
                    "frozen_time must be within two years of the clock's, " + from + ".",
                    "frozen_time");
        }
    }

    private void walk(UUID id, Instant start, Instant target) {
        // What came while the clock stood, a worker would have looked at before it went on.
        runAll(id, start);
        Optional<Instant> next = nextDue(id);
        while (next.isPresent() && !next.get().isAfter(target)) {
            Instant moment = next.get();
            jdbi.useTransaction(tx -> TestClockRows.moveTo(tx, id, moment));
            runAll(id, moment);
            next = nextDue(id);
        }
        jdbi.useTransaction(tx -> TestClockRows.arriveAt(tx, id, target));
    }

    private void runAll(UUID id, Instant moment) {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            for (DueWork work : works) work.runDue(id, moment);
            if (nextDue(id).filter(due -> !due.isAfter(moment)).isEmpty()) return;
        }
        throw new IllegalStateException(
                "work of test clock " + id + " at " + moment + " stays due");
    }

    private Optional<Instant> nextDue(UUID id) {
        return works.stream().flatMap(work -> work.nextDue(id).stream()).min(Instant::compareTo);
    }
}
