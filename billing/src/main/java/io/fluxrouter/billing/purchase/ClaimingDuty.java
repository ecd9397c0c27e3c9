package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.duty.Duty;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A duty that takes up one row at a time. Who takes it says until when; whoever dies meanwhile
 * leaves a claim that runs out. No connection of the database is held while the row is worked on.
 */
abstract class ClaimingDuty implements Duty {
    final Jdbi jdbi;
    private final InstantSource clock;

    ClaimingDuty(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Takes what is due the longest; empty where nothing is. */
    abstract Optional<Claimed> claim(Handle tx, Instant now);

    abstract void work(Claimed one);

    @Override
    public final boolean next() {
        Instant now = now();
        Optional<Claimed> claimed = jdbi.inTransaction(tx -> claim(tx, now));
        claimed.ifPresent(this::work);
        return claimed.isPresent();
    }

    final Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
