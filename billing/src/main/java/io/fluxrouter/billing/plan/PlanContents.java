package io.fluxrouter.billing.plan;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.plan.PlanEntitlement.Permission;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Changes what plans cost and permit. If anybody is or was on the newest version, a change makes
 * the next one, and running subscriptions keep theirs until they are moved; else it is made in
 * place. A feature that a plan did not have at all is added to all versions, as it takes nothing
 * from anybody. Safe for all threads.
 */
public final class PlanContents {
    private final Jdbi jdbi;
    private final InstantSource clock;

    public PlanContents(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Adds a charge; INVALID_VALUE with the field's name, NOT_FOUND for an unknown plan. */
    public Charge addCharge(UUID planId, NewCharge wanted, String author) {
        return inVersion(
                planId,
                (tx, plan, version, now) -> {
                    Charge charge = charge(plan, version, wanted, now);
                    ChargeRows.insert(tx, charge);
                    if (wanted.pricedByMeter()) MeterPriceRows.follow(tx, charge.id());
                    record(tx, planId, "add_charge", author, charge.displayName(), now);
                    return charge;
                });
    }

    /** Takes a charge out of the newest version, for ever; CONFLICT if it is INACTIVE already. */
    public Charge deactivate(UUID planId, UUID chargeId, String author) {
        return inVersion(
                planId,
                (tx, plan, version, now) -> {
                    Charge charge = active(tx, planId, chargeId);
                    ChargeRows.end(tx, chargeId, version, now);
                    record(tx, planId, "deactivate_charge", author, charge.displayName(), now);
                    return found(tx, planId, chargeId);
                });
    }

    /**
     * Puts a charge with another price in the place of one, which becomes INACTIVE; gives back the
     * new one.
     */
    public Charge reprice(UUID planId, UUID chargeId, ChargePricing pricing, String author) {
        return inVersion(
                planId,
                (tx, plan, version, now) -> {
                    Charge charge =
                            active(tx, planId, chargeId)
                                    .replacedBy(c -> permitted(c.type(), pricing), version, now);
                    ChargeRows.end(tx, chargeId, version, now);
                    ChargeRows.insert(tx, charge);
                    record(tx, planId, "reprice_charge", author, charge.displayName(), now);
                    return charge;
                });
    }

    /** As {@link #reprice}, of a charge that follows its meter's price and goes on to. */
    void follow(UUID planId, UUID chargeId, MeterPrice price, String author) {
        inVersion(
                planId,
                (tx, plan, version, now) -> {
                    Charge charge =
                            active(tx, planId, chargeId)
                                    .replacedBy(c -> c.pricing().at(price.price()), version, now);
                    ChargeRows.end(tx, chargeId, version, now);
                    ChargeRows.insert(tx, charge);
                    MeterPriceRows.follow(tx, charge.id());
                    record(tx, planId, "follow_meter_price", author, charge.displayName(), now);
                    return charge;
                });
    }

    /** Sets what the plan permits of a feature, in the place of what it permitted before. */
    public PlanEntitlement entitle(
            UUID planId, UUID featureId, Permission permission, String author) {
        BigDecimal limit = permission.limit();
        if (limit != null) Fields.quantity(limit, "usage_limit");
        Fields.optionalText(permission.staticValue(), "static_value");
        return jdbi.inTransaction(
                tx -> {
                    Instant now = now();
                    BillingPlan plan = PlanRows.lock(tx, planId);
                    GatewayPermissions.check(tx, plan, featureId, permission);
                    Optional<PlanEntitlement> before =
                            EntitlementRows.current(tx, planId, featureId);
                    boolean isNew = !EntitlementRows.everHad(tx, planId, featureId);
                    int version = isNew ? 1 : nextVersion(tx, plan, now);
                    before.ifPresent(old -> EntitlementRows.end(tx, old.id(), version));
                    PlanEntitlement entitlement =
                            new PlanEntitlement(
                                    UUID.randomUUID(),
                                    planId,
                                    featureId,
                                    permission,
                                    version,
                                    null,
                                    now);
                    EntitlementRows.insert(tx, entitlement);
                    GatewayPermissions.changed(tx, plan, now);
                    record(tx, planId, "entitle", author, featureId.toString(), now);
                    return entitlement;
                });
    }

    /** Takes a feature out of the newest version; NOT_FOUND if the plan does not have it. */
    public void disentitle(UUID planId, UUID featureId, String author) {
        inVersion(
                planId,
                (tx, plan, version, now) -> {
                    PlanEntitlement before =
                            EntitlementRows.current(tx, planId, featureId)
                                    .orElseThrow(
                                            () ->
                                                    ApiError.of(
                                                            Refusal.NOT_FOUND,
                                                            "The plan does not have this feature."));
                    EntitlementRows.end(tx, before.id(), version);
                    GatewayPermissions.changed(tx, plan, now);
                    record(tx, planId, "disentitle", author, featureId.toString(), now);
                    return before;
                });
    }

    public List<PlanEntitlement> entitlements(UUID planId) {
        return jdbi.withHandle(
                handle -> {
                    BillingPlan plan =
                            PlanRows.findOffered(handle, planId).orElseThrow(PlanRows::unknown);
                    return EntitlementRows.of(handle, planId, plan.version());
                });
    }

    /** A change of a plan that belongs to one version. */
    @FunctionalInterface
    private interface Change<T> {
        T make(Handle tx, BillingPlan plan, int version, Instant now);
    }

    private <T> T inVersion(UUID planId, Change<T> change) {
        return jdbi.inTransaction(
                tx -> {
                    Instant now = now();
                    BillingPlan plan = PlanRows.lock(tx, planId);
                    return change.make(tx, plan, nextVersion(tx, plan, now), now);
                });
    }

    private static int nextVersion(Handle tx, BillingPlan plan, Instant now) {
        if (!PlanRows.isInUse(tx, plan)) return plan.version();
        int next = plan.version() + 1;
        PlanRows.insertVersion(tx, plan.id(), next, now);
        tx.execute(
                "UPDATE billing_plan SET version = ?, updated_at = ? WHERE id = ?",
                next,
                now,
                plan.id());
        return next;
    }

    private static Charge charge(BillingPlan plan, int version, NewCharge wanted, Instant now) {
        ChargeType type = wanted.type();
        if (type == null || !plan.type().permits(type)) {
            throw Fields.invalid(
                    "type must be %s in a plan of type %s."
                            .formatted(
                                    plan.type() == PlanType.HYBRID
                                            ? "FIXED or USAGE"
                                            : plan.type().name(),
                                    plan.type()),
                    "type");
        }
        boolean metered = type == ChargeType.USAGE;
        if (metered != (wanted.meterId() != null)) {
            throw Fields.invalid(
                    metered
                            ? "meter_id is required for a USAGE charge."
                            : "meter_id is for USAGE charges.",
                    "meter_id");
        }
        String name = wanted.displayName();
        return new Charge(
                UUID.randomUUID(),
                plan.id(),
                type,
                Fields.text(name == null ? plan.name() : name, "display_name"),
                wanted.meterId(),
                quantity(wanted),
                permitted(type, wanted.pricing()),
                version,
                null,
                null,
                now);
    }

    private static BigDecimal quantity(NewCharge wanted) {
        BigDecimal quantity = wanted.quantity();
        if (quantity == null) return BigDecimal.ONE;
        if (wanted.type() == ChargeType.USAGE) {
            throw Fields.invalid("quantity is for FIXED charges.", "quantity");
        }
        return Fields.quantity(quantity, "quantity");
    }

    /** A fixed charge has one price, of a quantity that is known. */
    private static ChargePricing permitted(ChargeType type, ChargePricing pricing) {
        if (type == ChargeType.USAGE) return pricing;
        Price price = pricing.prices().otherwise().orElse(null);
        boolean plain = price != null && pricing.equals(ChargePricing.of(price));
        if (!plain || price instanceof Price.Percentage || price instanceof Price.CostPlus) {
            throw Fields.invalid(
                    "A FIXED charge has one price, without included units and bounds.", "price");
        }
        return pricing;
    }

    private static Charge active(Handle tx, UUID planId, UUID chargeId) {
        Charge charge = found(tx, planId, chargeId);
        if (!charge.active()) {
            throw ApiError.of(Refusal.CONFLICT, "The charge is INACTIVE, for ever.", "status");
        }
        return charge;
    }

    private static Charge found(Handle tx, UUID planId, UUID chargeId) {
        return ChargeRows.find(tx, planId, chargeId)
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such charge."));
    }

    private static void record(
            Handle tx, UUID planId, String action, String author, String note, Instant now) {
        new AuditRecord(planId, action, author, note, now).insert(tx);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
