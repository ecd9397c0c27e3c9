package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.billing.plan.Offers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * Versions of plans, each read once: the charges of a version that somebody is on never change. For
 * one run, not for ever, as a plan's name may. Safe for all threads.
 */
public final class KnownOffers {
    private final Map<PlanRef, Offer> known = new ConcurrentHashMap<>();

    Offer get(Handle handle, PlanRef plan) {
        return known.computeIfAbsent(plan, one -> Offers.get(handle, one.planId(), one.version()));
    }
}
