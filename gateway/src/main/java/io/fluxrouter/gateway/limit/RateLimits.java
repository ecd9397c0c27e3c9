package io.fluxrouter.gateway.limit;

import io.fluxrouter.core.access.Caller;
import io.github.bucket4j.TimeMeter;
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

    public RateLimits(TimeMeter time) {
        this.time = time;
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
                                : new KeyRates(caller.limits(), time));
    }

    private static boolean isOf(Caller caller, KeyRates rates) {
        return rates.limit().equals(caller.limits());
    }
}
