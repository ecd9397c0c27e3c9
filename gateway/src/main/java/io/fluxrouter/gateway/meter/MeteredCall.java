package io.fluxrouter.gateway.meter;

import io.fluxrouter.core.usage.Figures;
import io.fluxrouter.core.usage.UsageEvent;
import io.fluxrouter.core.usage.UsageSink;
import io.fluxrouter.gateway.admit.Hold;
import io.fluxrouter.gateway.limit.TakenTokens;
import io.vertx.core.Context;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * A call that may spend up to its hold. Closing it writes its one event and settles the hold,
 * whatever happened; a second closing throws.
 *
 * <p>Threads: confined to the event loop of its request.
 */
public final class MeteredCall {
    private final CallFacts facts;
    private final Hold hold;
    private final TakenTokens taken;
    private final Outlets outlets;

    /** The call owns one reservation of the sink from here on. */
    public MeteredCall(CallFacts facts, Hold hold, TakenTokens taken, Outlets outlets) {
        this.facts = facts;
        this.hold = hold;
        this.taken = taken;
        this.outlets = outlets;
    }

    /** Where the facts of every call go, and what tells how long it took. */
    public record Outlets(UsageSink sink, UsageMetrics metrics, LongSupplier nanoTime) {}

    public CallFacts facts() {
        return facts;
    }

    public boolean isOpen() {
        return hold.isOpen();
    }

    /**
     * What the call cost, and when its event is as safe as configured: only then may the reply end.
     *
     * @param kept fails if the event could not be written; the money is settled all the same
     */
    public record Closed(Figures figures, CompletableFuture<Void> kept) {

        /**
         * Goes on once the event is kept: an event that a caller has seen is never lost. At once in
         * the usual case, else later on the loop. A sink that fails has said so itself, and the
         * caller gets the answer it paid for.
         */
        public void whenKept(Context loop, Runnable then) {
            if (kept.isDone()) {
                then.run();
            } else {
                var _ = kept.whenComplete((done, failure) -> loop.runOnContext(go -> then.run()));
            }
        }
    }

    public Closed close(Served served) {
        Figures figures = Figures.of(served.model().rates(), served.tokens());
        boolean overrun = figures.cost().compareTo(hold.amount()) > 0;
        hold.settle(figures.cost());
        taken.settle(served.tokens().totalTokens());
        UsageEvent event = event(served, figures, overrun);
        outlets.metrics().closed(event, hold.amount());
        return new Closed(figures, outlets.sink().append(event));
    }

    private UsageEvent event(Served served, Figures figures, boolean overrun) {
        return new UsageEvent(
                facts.id(),
                facts.admittedAt(),
                facts.caller().customerId(),
                facts.caller().keyId(),
                facts.route().requestedModel(),
                served.model().id(),
                served.model().provider(),
                served.model().lane(),
                facts.route().reason().key(),
                served.tokens(),
                figures,
                latencyMillis(),
                served.status(),
                served.outcome(),
                facts.streaming(),
                served.estimated(),
                overrun,
                facts.clientIp(),
                facts.userAgent());
    }

    private int latencyMillis() {
        long millis = (outlets.nanoTime().getAsLong() - facts.startedNanoTime()) / 1_000_000;
        return (int) Math.min(Integer.MAX_VALUE, millis);
    }
}
