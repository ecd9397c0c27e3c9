package io.fluxrouter.billing.event;

import java.util.List;
import java.util.UUID;

/**
 * A backfill that was done.
 *
 * @param retired how many events no longer count
 * @param events those that count instead, in the order in which they were sent
 */
public record Backfill(UUID id, int retired, List<StoredEvent> events) {}
