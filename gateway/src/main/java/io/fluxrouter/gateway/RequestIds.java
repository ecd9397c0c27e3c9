package io.fluxrouter.gateway;

import io.fluxrouter.core.usage.RequestId;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Makes request ids. Unique across nodes by 74 random bits a millisecond; not secret.
 *
 * <p>Threads: confined to one event loop.
 */
final class RequestIds {
    private final InstantSource clock;
    private final SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());

    RequestIds(InstantSource clock) {
        this.clock = clock;
    }

    UUID next() {
        return RequestId.of(clock.millis(), random.nextLong(), random.nextLong());
    }
}
