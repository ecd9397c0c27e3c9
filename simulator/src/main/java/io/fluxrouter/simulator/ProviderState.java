package io.fluxrouter.simulator;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the event loops of one provider share. Every part is thread-safe.
 *
 * @param portGroup names the free port that this provider's event loops, and nobody else, share
 */
record ProviderState(
        int portGroup,
        Settings settings,
        Faults faults,
        TallyBook book,
        Recorder recorder,
        Composer composer,
        AtomicLong replies) {
    // A Vertx gives one free port to all who ask with the same number, so each provider needs its
    // own; it begins high to stay clear of numbers that others on the Vertx choose by hand.
    private static final AtomicInteger PORT_GROUPS = new AtomicInteger(1_000_000);

    static ProviderState of(Settings settings) {
        return new ProviderState(
                PORT_GROUPS.incrementAndGet(),
                settings,
                new Faults(),
                new TallyBook(),
                new Recorder(settings.recordedRequests()),
                new Composer(settings.seed()),
                new AtomicLong());
    }
}
