package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.event.HardLimits;
import io.fluxrouter.billing.event.LimitReached;
import io.fluxrouter.billing.event.StoredEvent;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.meter.StoredFeature;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.billing.plan.Offers;
import io.fluxrouter.core.entitlement.Entitlement;
import io.fluxrouter.core.entitlement.EntitlementCheck;
import io.fluxrouter.core.entitlement.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The hard limits of those meters whose operator wants them to hold when events come. An event
 * counts in the reset period that it happened in. With several subscriptions, one under whose limit
 * it fits is enough. Who has no limit is not kept out here, whether entitled or not: that is for
 * {@link EntitlementChecks} to say.
 *
 * <p>Threads: safe for all, and for several nodes.
 */
public final class EnforcedLimits implements HardLimits {
    /** Keeps these locks apart from others in the database. */
    private static final int LOCKS = 0x6c696d69;

    /** So few that a batch with many customers does not fill the server's table of locks. */
    private static final int LOCKS_MAX = 256;

    private final MeterBook meters;
    private final Subscriptions subscriptions;

    public EnforcedLimits(MeterBook meters, Subscriptions subscriptions) {
        this.meters = meters;
        this.subscriptions = subscriptions;
    }

    @Override
    public boolean concern(StoredEvent event) {
        return !meters.enforced(event.organizationId(), event.event().name()).isEmpty();
    }

    /** In the order of their numbers, so that none waits for another that waits for it. */
    @Override
    public void lock(Handle tx, Collection<StoredEvent> events) {
        events.stream()
                .map(event -> Math.floorMod(event.customerId().hashCode(), LOCKS_MAX))
                .distinct()
                .sorted()
                .forEach(
                        number ->
                                tx.createQuery(
                                                """
                                                SELECT count(pg_advisory_xact_lock(:locks, :number))
                                                """)
                                        .bind("locks", LOCKS)
                                        .bind("number", number)
                                        .mapTo(Long.class)
                                        .one());
    }

    @Override
    public Use before(Handle tx, List<StoredEvent> events) {
        List<List<TrackLimit>> needs = new ArrayList<>();
        for (StoredEvent event : events) {
            for (StoredMeter meter :
                    meters.enforced(event.organizationId(), event.event().name())) {
                List<TrackLimit> limits = limits(tx, event, meter);
                if (!limits.isEmpty()) needs.add(limits);
            }
        }
        Map<TrackLimit, BigDecimal> before = used(tx, needs);
        return after -> passed(needs, before, used(after, needs));
    }

    /** Of an event and a meter; none where a subscription permits it without a hard limit. */
    private List<TrackLimit> limits(Handle tx, StoredEvent event, StoredMeter meter) {
        Optional<StoredFeature> feature = Features.ofMeter(tx, meter.id());
        if (feature.isEmpty()) return List.of();
        List<TrackLimit> limits = new ArrayList<>();
        for (Subscription one : subscriptions.servedTo(event.customerId(), event.storedAt())) {
            Optional<Entitlement.Metered> permitted = permitted(tx, one, feature.get());
            if (permitted.isEmpty()) continue;
            if (permitted.get().soft() || permitted.get().limit() == null) return List.of();
            limits.add(TrackLimit.of(permitted.get(), meter.definition(), event, one));
        }
        return limits;
    }

    private static Optional<Entitlement.Metered> permitted(
            Handle tx, Subscription subscription, StoredFeature feature) {
        PlanRef plan = subscription.plan();
        return Offers.get(tx, plan.planId(), plan.version()).entitlements().stream()
                .filter(one -> one.featureId().equals(feature.id()))
                .map(one -> one.permission().of(feature.key()))
                .filter(Entitlement.Metered.class::isInstance)
                .map(Entitlement.Metered.class::cast)
                .filter(Entitlement.Metered::enabled)
                .findFirst();
    }

    private static Map<TrackLimit, BigDecimal> used(Handle tx, List<List<TrackLimit>> needs) {
        Map<TrackLimit, BigDecimal> used = new HashMap<>();
        for (List<TrackLimit> limits : needs) {
            for (TrackLimit limit : limits) {
                if (!used.containsKey(limit)) used.put(limit, limit.used(tx));
            }
        }
        return used;
    }

    private static Optional<LimitReached> passed(
            List<List<TrackLimit>> needs,
            Map<TrackLimit, BigDecimal> before,
            Map<TrackLimit, BigDecimal> after) {
        return needs.stream()
                .filter(
                        limits ->
                                limits.stream()
                                        .noneMatch(
                                                limit ->
                                                        fits(
                                                                limit,
                                                                of(limit, before),
                                                                of(limit, after))))
                .map(limits -> limits.getFirst().reached())
                .findFirst();
    }

    private static BigDecimal of(TrackLimit limit, Map<TrackLimit, BigDecimal> used) {
        return used.getOrDefault(limit, BigDecimal.ZERO);
    }

    /** What adds nothing passes no limit, even one that was lowered below what is used. */
    private static boolean fits(TrackLimit limit, BigDecimal before, BigDecimal after) {
        BigDecimal more = after.subtract(before);
        if (more.signum() <= 0) return true;
        Verdict verdict = EntitlementCheck.judge(Optional.of(limit.permitted()), before, more);
        return verdict instanceof Verdict.Allowed;
    }
}
