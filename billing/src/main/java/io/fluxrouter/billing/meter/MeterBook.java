package io.fluxrouter.billing.meter;

import io.fluxrouter.core.meter.Meter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * All meters, in memory, for those who take events. What this node changes is seen at once, what
 * other nodes change within a second; until then an event is judged by the meters there were, and a
 * new meter skips what it cannot read.
 *
 * <p>Threads: safe for all.
 */
public final class MeterBook {
    private static final long KEEP_NANOS = Duration.ofSeconds(1).toNanos();

    /** So that senders with a wrong token cannot have the meters read all the time. */
    private static final long MISS_NANOS = Duration.ofMillis(100).toNanos();

    private final Jdbi jdbi;
    private final LongSupplier nanoTime;
    private final AtomicLong version = new AtomicLong();
    private volatile @Nullable Snapshot snapshot;

    public MeterBook(Jdbi jdbi, LongSupplier nanoTime) {
        this.jdbi = jdbi;
        this.nanoTime = nanoTime;
    }

    /** A name as its organisation uses it. */
    private record Name(UUID organizationId, String name) {
        static Name of(StoredMeter meter) {
            return new Name(meter.organizationId(), meter.name());
        }

        static Name ofEvent(StoredMeter meter) {
            return new Name(meter.organizationId(), meter.definition().eventName());
        }
    }

    private record Snapshot(
            long readAt,
            long version,
            Map<UUID, StoredMeter> byId,
            Map<Name, StoredMeter> byName,
            Map<Name, List<Meter>> byEvent,
            Map<Name, List<StoredMeter>> enforced) {

        static Snapshot of(List<StoredMeter> meters, long readAt, long version) {
            Map<UUID, StoredMeter> byId = new HashMap<>();
            Map<Name, StoredMeter> byName = new HashMap<>();
            meters.forEach(meter -> byId.put(meter.id(), meter));
            meters.forEach(meter -> byName.put(Name.of(meter), meter));
            Map<Name, List<Meter>> byEvent =
                    meters.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Name::ofEvent,
                                            Collectors.mapping(
                                                    StoredMeter::definition, Collectors.toList())));
            Map<Name, List<StoredMeter>> enforced =
                    meters.stream()
                            .filter(StoredMeter::enforcedAtTrack)
                            .collect(Collectors.groupingBy(Name::ofEvent));
            return new Snapshot(readAt, version, byId, byName, byEvent, enforced);
        }
    }

    /** By its id, which is its meter_token. */
    public Optional<StoredMeter> find(UUID organizationId, UUID id) {
        return find(meters -> meters.byId().get(id))
                .filter(meter -> meter.organizationId().equals(organizationId));
    }

    public Optional<StoredMeter> find(UUID organizationId, String name) {
        Name wanted = new Name(organizationId, name);
        return find(meters -> meters.byName().get(wanted));
    }

    private Optional<StoredMeter> find(Function<Snapshot, @Nullable StoredMeter> where) {
        StoredMeter found = where.apply(current(KEEP_NANOS));
        if (found == null) found = where.apply(current(MISS_NANOS));
        return Optional.ofNullable(found);
    }

    /** The meters that count events of a name. */
    public List<Meter> listeningTo(UUID organizationId, String eventName) {
        return current(KEEP_NANOS)
                .byEvent()
                .getOrDefault(new Name(organizationId, eventName), List.of());
    }

    /** Those of them whose hard limits hold when events come. */
    public List<StoredMeter> enforced(UUID organizationId, String eventName) {
        Map<Name, List<StoredMeter>> enforced = current(KEEP_NANOS).enforced();
        if (enforced.isEmpty()) return List.of();
        return enforced.getOrDefault(new Name(organizationId, eventName), List.of());
    }

    /** All meters of an organisation, by name. */
    public List<StoredMeter> of(UUID organizationId) {
        return current(KEEP_NANOS).byId().values().stream()
                .filter(meter -> meter.organizationId().equals(organizationId))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    /** Has the meters read anew, because they have changed. */
    public void forget() {
        version.incrementAndGet();
    }

    private Snapshot current(long keepNanos) {
        Snapshot known = snapshot;
        long now = nanoTime.getAsLong();
        // Asked before the rows are read: a change in between makes the snapshot an old one.
        long wanted = version.get();
        if (known != null && known.version() == wanted && now - known.readAt() < keepNanos) {
            return known;
        }
        Snapshot read = Snapshot.of(jdbi.withHandle(MeterRows::all), now, wanted);
        snapshot = read;
        return read;
    }
}
