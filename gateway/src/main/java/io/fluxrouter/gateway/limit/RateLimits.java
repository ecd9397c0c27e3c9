package io.fluxrouter.gateway.limit;

import io.fluxrouter.core.access.Caller;
import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rates of all keys on this node.
 *
 * <p>Threads: safe for all.
 */
public final class RateLimits {
    private final ConcurrentHashMap<UUID, KeyRates> keys = new ConcurrentHashMap<>();
    private final TimeMeter time;
    private final InstantSource clock;

    /**
     * @param time what the limits run on
     * @param clock for headers that name a time of day
     */
    public RateLimits(TimeMeter time, InstantSource clock) {
        this.time = time;
        this.clock = clock;
    }

    /** The rates of the caller's key. A key whose limits have changed starts afresh. */
    public KeyRates of(Caller caller) {
        KeyRates known = keys.get(caller.keyId());
        if (known != null && isOf(caller, known)) return known;
        return keys.compute(
                caller.keyId(),
                (key, present) ->
                        present != null && isOf(caller, present)
                                ? present
                                : new KeyRates(caller, time, clock));
    }

    private static boolean isOf(Caller caller, KeyRates rates) {
        return rates.limit().equals(caller.limits());
    }
}
