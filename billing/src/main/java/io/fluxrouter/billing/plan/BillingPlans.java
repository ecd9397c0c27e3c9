package io.fluxrouter.billing.plan;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.core.period.BillingInterval;
import io.fluxrouter.core.rating.Rounding;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Makes, finds and changes plans. What they cost is {@link PlanContents}'s. Safe for all threads.
 */
public final class BillingPlans {
    private static final Set<String> INTERVALS = Set.of("day", "week", "month", "year");
    private static final int TRIAL_DAYS_MAX = 3650;

    private final Jdbi jdbi;
    private final InstantSource clock;

    public BillingPlans(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Throws an {@link ApiError} INVALID_VALUE that names the field, or CONFLICT for a lookup id in
     * use.
     */
    public BillingPlan create(UUID organizationId, NewPlan wanted, String author) {
        Instant now = now();
        PlanType type = wanted.type();
        if (type == null) throw Fields.invalid("type must be FIXED, USAGE or HYBRID.", "type");
        BillingPlan plan =
                new BillingPlan(
                        UUID.randomUUID(),
                        organizationId,
                        Fields.optionalText(wanted.lookupId(), "lookup_id"),
                        Fields.text(wanted.name(), "name"),
                        Fields.optionalText(wanted.description(), "description"),
                        type,
                        interval(wanted.interval()),
                        currency(wanted.currency()),
                        trialDays(wanted.trialDays()),
                        wanted.active(),
                        1,
                        now,
                        now);
        jdbi.useTransaction(
                tx -> {
                    PlanRows.insert(tx, plan);
                    new AuditRecord(plan.id(), "create", author, plan.name(), now).insert(tx);
                });
        return plan;
    }

    public Optional<BillingPlan> find(UUID id) {
        return jdbi.withHandle(handle -> PlanRows.findOffered(handle, id));
    }

    /** The newest version of a plan with its active charges; NOT_FOUND for an unknown id. */
    public Offer offer(UUID id) {
        return jdbi.withHandle(
                handle -> {
                    BillingPlan plan =
                            PlanRows.findOffered(handle, id).orElseThrow(PlanRows::unknown);
                    return Offers.of(handle, plan, plan.version());
                });
    }

    /** A version of a plan; NOT_FOUND where there is none. */
    public Offer offer(UUID id, int version) {
        return jdbi.withHandle(handle -> Offers.get(handle, id, version));
    }

    /** Newest first. */
    public Listing<BillingPlan> list(UUID organizationId, NumberedPage page) {
        return jdbi.inTransaction(handle -> PlanRows.list(handle, organizationId, page));
    }

    /** As {@link #create}; NOT_FOUND for an unknown id. */
    public BillingPlan update(UUID id, PlanEdit edit, String author) {
        Instant now = now();
        return jdbi.inTransaction(
                tx -> {
                    BillingPlan after = edited(PlanRows.lock(tx, id), edit, now);
                    PlanRows.update(tx, after);
                    GatewayPermissions.changed(tx, after, now);
                    new AuditRecord(id, "update", author, after.name(), now).insert(tx);
                    return after;
                });
    }

    /** CONFLICT while somebody is on it: deactivate it instead (REFERENCE 2.5). */
    public void delete(UUID id, String author) {
        Instant now = now();
        jdbi.useTransaction(
                tx -> {
                    BillingPlan plan = PlanRows.lock(tx, id);
                    if (PlanRows.hasLiveSubscriptions(tx, id)) {
                        throw ApiError.of(
                                Refusal.CONFLICT,
                                "The plan has live subscriptions: deactivate it instead.");
                    }
                    PlanRows.delete(tx, id, now);
                    new AuditRecord(id, "delete", author, plan.name(), now).insert(tx);
                });
    }

    /** The records of what was changed, oldest first. */
    public List<AuditRecord> audit(UUID id) {
        return jdbi.withHandle(handle -> AuditRecord.of(handle, id));
    }

    private static BillingPlan edited(BillingPlan before, PlanEdit edit, Instant now) {
        return new BillingPlan(
                before.id(),
                before.organizationId(),
                edit.lookupId()
                        .overOptional(
                                before.lookupId(), text -> Fields.optionalText(text, "lookup_id")),
                edit.name().over(before.name(), text -> Fields.text(text, "name")),
                edit.description()
                        .overOptional(
                                before.description(),
                                text -> Fields.optionalText(text, "description")),
                before.type(),
                before.interval(),
                before.currency(),
                edit.trialDays().over(before.trialDays(), BillingPlans::trialDays),
                edit.active().over(before.active(), active -> active == null || active),
                before.version(),
                before.createdAt(),
                now);
    }

    private static BillingInterval interval(@Nullable String key) {
        String wanted = key == null ? "month" : key.toLowerCase(Locale.ROOT);
        if (!INTERVALS.contains(wanted)) {
            throw Fields.invalid(
                    "billing_interval must be day, week, month or year.", "billing_interval");
        }
        return BillingInterval.byKey(wanted).orElseThrow();
    }

    private static String currency(@Nullable String code) {
        String wanted = code == null ? "USD" : code.toUpperCase(Locale.ROOT);
        try {
            Rounding.toMinorUnit(wanted);
            return wanted;
        } catch (IllegalArgumentException unknown) {
            throw Fields.invalid("currency must be an ISO 4217 code such as USD.", "currency");
        }
    }

    private static int trialDays(@Nullable Integer days) {
        if (days == null) return 0;
        if (days < 0 || days > TRIAL_DAYS_MAX) {
            throw Fields.invalid(
                    "trial_days must be from 0 to " + TRIAL_DAYS_MAX + ".", "trial_days");
        }
        return days;
    }

    /** As fine as the database keeps it, so that what is returned equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
