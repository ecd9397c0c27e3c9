package io.fluxrouter.billing.event;

import io.fluxrouter.core.meter.EventDigest;
import java.time.Instant;
import java.util.UUID;

/**
 * That a key is used: by which event, and what it said.
 *
 * @param key of {@link EventIds#ofKey}
 * @param occurredAt of the event: with its id, where the event is found
 */
record Mark(UUID key, UUID eventId, Instant occurredAt, EventDigest digest) {}
