package io.fluxrouter.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What calls to one provider at one address have taught us: whether the next is worth sending.
 * Failures open it for {@link #OPEN}; then a few probes decide. A provider that says 429 is left
 * alone for as long as it asks, within {@link #LONGEST_COOLING}, which is no failure.
 *
 * <p>Whoever gets a permit from {@link #tryCall} must report how the call went, once.
 *
 * <p>Threads: safe for all; takes a lock for a few instructions and never waits for a call.
 */
final class Circuit {
    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);

    /** Long enough to spare a provider that restarts, short enough not to be missed by people. */
    static final Duration OPEN = Duration.ofSeconds(5);

    /** Fewer prove nothing: providers have odd failures on good days. */
    static final int LEAST_CALLS = 5;

    /** The latest calls that count. */
    private static final int WINDOW = 20;

    private static final float FAILURE_PERCENT = 50;
    private static final int PROBES = 2;

    /** For a 429 that names no time. */
    static final Duration COOLING = Duration.ofSeconds(2);

    static final Duration LONGEST_COOLING = Duration.ofSeconds(60);

    /** No call counts as slow: a long answer of a reasoning model is no fault. */
    private static final long NO_DURATION = 0;

    private final CircuitBreaker breaker;
    private final LongSupplier nanoTime;
    private final AtomicLong openUntil;
    private final AtomicLong coolUntil;

    Circuit(String name, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.openUntil = new AtomicLong(nanoTime.getAsLong());
        this.coolUntil = new AtomicLong(nanoTime.getAsLong());
        this.breaker = CircuitBreaker.of(name, config(nanoTime));
        breaker.getEventPublisher().onStateTransition(this::changed);
    }

    private static CircuitBreakerConfig config(LongSupplier nanoTime) {
        return CircuitBreakerConfig.custom()
                .clock(new TickingClock(nanoTime))
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(LEAST_CALLS)
                .failureRateThreshold(FAILURE_PERCENT)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .build();
    }

    private void changed(CircuitBreakerOnStateTransitionEvent event) {
        State state = event.getStateTransition().getToState();
        if (state == State.OPEN) openUntil.set(nanoTime.getAsLong() + OPEN.toNanos());
        LOG.warn("provider {}: circuit is {}", breaker.getName(), state);
    }

    /** A permit to send one call; false while the provider is held back. */
    boolean tryCall() {
        return !isAhead(coolUntil) && breaker.tryAcquirePermission();
    }

    /** The provider lives: it answered, if only to find fault with the request. */
    void answered() {
        breaker.onSuccess(NO_DURATION, TimeUnit.NANOSECONDS);
    }

    /** The provider could not be reached, said nothing in time, or said that it is broken. */
    void failed() {
        breaker.onError(NO_DURATION, TimeUnit.NANOSECONDS, new Failed());
    }

    /** The provider asks to be left alone. */
    void overloaded(Duration pause) {
        breaker.releasePermission();
        Duration bounded = pause.compareTo(LONGEST_COOLING) < 0 ? pause : LONGEST_COOLING;
        long until = nanoTime.getAsLong() + bounded.toNanos();
        coolUntil.accumulateAndGet(until, (old, mine) -> mine - old > 0 ? mine : old);
    }

    /** The call told nothing about the provider. */
    void abandoned() {
        breaker.releasePermission();
    }

    /** How long the provider is still held back for, as far as is known; at least 0. */
    long heldBackNanos() {
        long now = nanoTime.getAsLong();
        long open = breaker.getState() == State.OPEN ? openUntil.get() - now : 0;
        return Math.max(0, Math.max(open, coolUntil.get() - now));
    }

    CircuitState state() {
        if (isAhead(coolUntil)) return CircuitState.COOLING;
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> CircuitState.OPEN;
            case HALF_OPEN -> CircuitState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> CircuitState.CLOSED;
        };
    }

    private boolean isAhead(AtomicLong time) {
        return time.get() - nanoTime.getAsLong() > 0;
    }

    /** Stands for every failure: the breaker wants one, and only counts it. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        Failed() {
            super("failed", null, false, false);
        }
    }
}
