/**
 * Owns what is told to an organisation's systems: the outbox of events, the endpoints they go to,
 * the deliveries with every attempt, and the worker that sends. Does not own what causes an event,
 * nor how a delivery is signed and when it is tried again ({@link io.fluxrouter.core.webhook}).
 */
@NullMarked
package io.fluxrouter.billing.webhook;

import org.jspecify.annotations.NullMarked;
