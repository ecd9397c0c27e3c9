package io.fluxrouter.billing.webhook;

import java.time.Duration;

/** Who wants to know what a worker does. Called on the worker's thread, so it must not wait. */
public interface SendListener {
    /** Nobody. */
    SendListener NONE = (status, took) -> {};

    /**
     * An attempt was made and its result is stored.
     *
     * @param status what the delivery is now; PENDING: it will be tried again
     */
    void attempted(DeliveryStatus status, Duration took);
}
