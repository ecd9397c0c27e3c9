package io.fluxrouter.billing.meter;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.core.meter.Feature;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes and removes features, and the meters of those that are metered. Refuses with an
 * {@link ApiError}: INVALID_VALUE that names the field, CONFLICT, NOT_FOUND. Safe for all threads.
 */
public final class Features {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final Jdbi jdbi;
    private final MeterBook meters;
    private final InstantSource clock;

    public Features(Jdbi jdbi, MeterBook meters, InstantSource clock) {
        this.jdbi = jdbi;
        this.meters = meters;
        this.clock = clock;
    }

    /** Makes a feature; one of kind meter together with its meter. */
    public StoredFeature create(UUID organizationId, NewFeature wanted) {
        Instant now = now();
        StoredFeature feature =
                new StoredFeature(
                        UUID.randomUUID(),
                        organizationId,
                        Fields.text(wanted.key(), "lookup_key"),
                        Fields.text(wanted.name(), "name"),
                        Fields.optionalText(wanted.description(), "description"),
                        kind(wanted.kind()),
                        meter(organizationId, wanted, now),
                        now,
                        now);
        return inTransaction(
                tx -> {
                    if (feature.meter() != null) MeterRows.insert(tx, feature.meter());
                    FeatureRows.insert(tx, feature);
                    return feature;
                });
    }

    private static Feature.Kind kind(@Nullable String key) {
        return Feature.Kind.byKey(Fields.text(key, "type"))
                .orElseThrow(() -> Fields.invalid("type must be meter, switch or custom.", "type"));
    }

    private static @Nullable StoredMeter meter(
            UUID organizationId, NewFeature wanted, Instant now) {
        if (kind(wanted.kind()) != Feature.Kind.METER) return null;
        NewMeter meter = wanted.meter();
        if (meter == null) throw Fields.invalid("A meter feature needs a meter.", "meter_name");
        return new StoredMeter(
                UUID.randomUUID(),
                organizationId,
                Fields.text(meter.name(), "meter_name"),
                meter.definition(organizationId),
                Boolean.TRUE.equals(meter.enforceAtTrack()),
                false,
                now,
                now);
    }

    public Optional<StoredFeature> find(UUID organizationId, UUID id) {
        return jdbi.withHandle(handle -> FeatureRows.find(handle, organizationId, id));
    }

    /** By the key that applications ask for. */
    public Optional<StoredFeature> findByKey(UUID organizationId, String key) {
        return jdbi.withHandle(handle -> FeatureRows.findByKey(handle, organizationId, key));
    }

    /** The feature that a meter was made with, within a transaction. */
    public static Optional<StoredFeature> ofMeter(Handle handle, UUID meterId) {
        return FeatureRows.ofMeter(handle, meterId);
    }

    /** In the order in which they were made. */
    public Listing<StoredFeature> list(UUID organizationId, NumberedPage page) {
        return jdbi.withHandle(
                handle ->
                        new Listing<>(
                                FeatureRows.list(handle, organizationId, page),
                                FeatureRows.count(handle, organizationId)));
    }

    /** Name and description always; how the meter counts only while it has no events. */
    public StoredFeature update(UUID organizationId, UUID id, FeatureChange change) {
        return inTransaction(
                tx -> {
                    StoredFeature before = lock(tx, organizationId, id);
                    StoredFeature after = changed(tx, before, change);
                    FeatureRows.update(tx, after);
                    return after;
                });
    }

    private StoredFeature changed(Handle tx, StoredFeature before, FeatureChange change) {
        return new StoredFeature(
                before.id(),
                before.organizationId(),
                before.key(),
                change.name().over(before.name(), name -> Fields.text(name, "name")),
                change.description()
                        .overOptional(
                                before.description(),
                                text -> Fields.optionalText(text, "description")),
                before.kind(),
                changed(tx, before.meter(), change.meter()),
                before.createdAt(),
                now());
    }

    private @Nullable StoredMeter changed(
            Handle tx, @Nullable StoredMeter meter, FeatureChange.@Nullable MeterChange change) {
        if (change == null) return meter;
        if (meter == null) throw Fields.invalid("This feature has no meter.", "meter_name");
        Meter definition = redefined(meter, change);
        boolean redefined = !definition.equals(meter.definition());
        boolean enforced =
                change.enforceAtTrack().over(meter.enforcedAtTrack(), Boolean.TRUE::equals);
        if (!redefined && enforced == meter.enforcedAtTrack()) return meter;
        if (meter.builtIn() || (redefined && MeterRows.hasEvents(tx, meter))) {
            throw ApiError.of(
                    Refusal.CONFLICT,
                    "There are events that this meter counts, so its definition is fixed.");
        }
        StoredMeter after = meter.with(definition, enforced, now());
        MeterRows.update(tx, after);
        return after;
    }

    private static Meter redefined(StoredMeter meter, FeatureChange.MeterChange change) {
        Meter before = meter.definition();
        NewMeter wanted =
                new NewMeter(
                        meter.name(),
                        before.eventName(),
                        change.aggregation()
                                .overOptional(before.aggregation().name(), text -> text),
                        change.property().overOptional(before.property(), text -> text),
                        change.unit()
                                .overOptional(
                                        before.unit().isEmpty() ? null : before.unit(),
                                        text -> text),
                        change.filters()
                                .over(before.filters(), list -> list == null ? List.of() : list),
                        change.groupBy()
                                .over(before.groupBy(), list -> list == null ? List.of() : list),
                        null,
                        null,
                        null);
        Meter after = wanted.definition(meter.organizationId()).roundedBy(before.rounding());
        return before.window() == null ? after : after.perWindow(before.window());
    }

    /** CONFLICT, which says where, if a plan uses it or did in a version. The events stay. */
    public void delete(UUID organizationId, UUID id) {
        inTransaction(
                tx -> {
                    StoredFeature feature = lock(tx, organizationId, id);
                    if (feature.meter() != null && feature.meter().builtIn()) {
                        throw ApiError.of(Refusal.CONFLICT, "A built-in feature stays.");
                    }
                    FeatureRows.use(tx, feature).ifPresent(Features::refuseUsed);
                    FeatureRows.delete(tx, feature);
                    return feature;
                });
    }

    private static void refuseUsed(String use) {
        throw ApiError.of(Refusal.CONFLICT, "It is used by " + use + ", and so it stays.", "id");
    }

    private static StoredFeature lock(Handle tx, UUID organizationId, UUID id) {
        return FeatureRows.lock(tx, organizationId, id)
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such feature."));
    }

    private StoredFeature inTransaction(Function<Handle, StoredFeature> work) {
        try {
            StoredFeature feature = jdbi.inTransaction(work::apply);
            meters.forget();
            return feature;
        } catch (UnableToExecuteStatementException failure) {
            throw conflict(failure);
        }
    }

    private static RuntimeException conflict(UnableToExecuteStatementException failure) {
        String state = failure.getCause() instanceof SQLException sql ? sql.getSQLState() : "";
        if (FOREIGN_KEY_VIOLATION.equals(state)) {
            return ApiError.of(Refusal.CONFLICT, "A plan uses this feature.");
        }
        if (!UNIQUE_VIOLATION.equals(state)) return failure;
        String field =
                String.valueOf(failure.getMessage()).contains("meter_organization_id_name_key")
                        ? "meter_name"
                        : "lookup_key";
        return ApiError.of(Refusal.CONFLICT, "Another feature has this " + field + ".", field);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
