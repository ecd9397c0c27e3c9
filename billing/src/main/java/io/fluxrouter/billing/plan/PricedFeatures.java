package io.fluxrouter.billing.plan;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.meter.FeatureChange;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.meter.NewFeature;
import io.fluxrouter.billing.meter.StoredFeature;
import io.fluxrouter.billing.meter.StoredMeter;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Features with the prices of their meters. A charge that was made without a price of its own has
 * the meter's, and follows it: when that changes, each plan with such a charge gets the next
 * version if somebody is on the newest, so running subscriptions keep the price they have. Taken
 * away, it stays with the charges that have it. Safe for all threads.
 */
public final class PricedFeatures {
    private final Jdbi jdbi;
    private final Features features;
    private final MeterBook meters;
    private final PlanContents contents;
    private final InstantSource clock;

    public PricedFeatures(Jdbi jdbi, MeterBook meters, PlanContents contents, InstantSource clock) {
        this.jdbi = jdbi;
        this.features = new Features(jdbi, meters, clock);
        this.meters = meters;
        this.contents = contents;
        this.clock = clock;
    }

    /** As {@link Features#create}, with the price of the meter that is made. */
    public StoredFeature create(
            UUID organizationId, NewFeature wanted, @Nullable MeterPrice price, String author) {
        if (price == null) return features.create(organizationId, wanted);
        return priced(() -> features.create(organizationId, wanted), price, author);
    }

    /** As {@link Features#update}; a null price takes the meter's away. */
    public StoredFeature reprice(
            UUID organizationId,
            UUID id,
            FeatureChange change,
            @Nullable MeterPrice price,
            String author) {
        return priced(() -> features.update(organizationId, id, change), price, author);
    }

    private StoredFeature priced(
            Supplier<StoredFeature> work, @Nullable MeterPrice price, String author) {
        StoredFeature done =
                jdbi.inTransaction(
                        tx -> {
                            StoredFeature feature = work.get();
                            put(tx, meterOf(feature).id(), price, author);
                            return feature;
                        });
        // Whoever read the meters before the commit read them without this one.
        meters.forget();
        return done;
    }

    private static StoredMeter meterOf(StoredFeature feature) {
        if (feature.meter() != null) return feature.meter();
        throw Fields.invalid("This feature has no meter.", MeterPrice.RULES);
    }

    private void put(Handle tx, UUID meterId, @Nullable MeterPrice price, String author) {
        if (price == null) {
            MeterPriceRows.delete(tx, meterId);
            return;
        }
        MeterPriceRows.put(tx, meterId, price, clock.instant().truncatedTo(ChronoUnit.MICROS));
        for (MeterPriceRows.Follower one : MeterPriceRows.followers(tx, meterId)) {
            contents.follow(one.planId(), one.chargeId(), price, author);
        }
    }

    /** The price of a meter, if it has one. */
    public Optional<MeterPrice> price(UUID meterId) {
        return jdbi.withHandle(handle -> MeterPriceRows.find(handle, meterId));
    }
}
