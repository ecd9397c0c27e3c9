package io.fluxrouter.billing.terms;

import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.terms.TermsRows.Held;
import io.fluxrouter.billing.terms.TermsRows.PlanVersion;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.PastDueRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Makes a customer's spend account go by its plan, in the transaction of whoever changed the plan,
 * the subscription or the customer. The request plane and the settler read the account alone.
 *
 * <p>The account's row is locked before anything is read, so of two changes at once the second sees
 * the first. Locks come in the order customer, subscription, spend account.
 */
public final class CustomerTerms {
    private CustomerTerms() {}

    /**
     * A subscription to a plan that has terms, or will have when its period ends.
     *
     * @param terms null for one that will
     */
    public record Live(UUID subscriptionId, Instant startsAt, @Nullable GatewayTerms terms) {}

    /**
     * Works the account's terms out anew, and tells all nodes if they changed. A new included
     * amount counts for the running month, but never falls below what is used of it.
     *
     * <p>CONFLICT if two subscriptions of the customer's have terms: its usage would be invoiced
     * twice.
     */
    public static void refresh(Handle tx, UUID customerId, Instant now) {
        Held before = TermsRows.lock(tx, customerId).orElse(null);
        if (before == null) return;
        Held after = held(tx, customerId, now);
        if (after.equals(before)) {
            if (HourlyLimit.refresh(tx, customerId, now)) {
                new News.CustomerChanged(customerId).send(tx);
            }
            return;
        }
        TermsRows.write(tx, customerId, after, now);
        HourlyLimit.refresh(tx, customerId, now);
        if (!after.included().equals(before.included())) {
            TermsRows.moveAllowance(tx, customerId, after.included(), now);
        }
        new News.CustomerChanged(customerId).send(tx);
        new News.CapMoved(customerId).send(tx);
    }

    private static Held held(Handle tx, UUID customerId, Instant now) {
        GatewayTerms terms =
                live(tx, customerId)
                        .filter(one -> !now.isBefore(one.startsAt()))
                        .map(Live::terms)
                        .orElse(null);
        if (terms == null) return Held.NOTHING;
        return new Held(
                terms.cap(ceiling(tx, customerId, terms, now)),
                terms.included(),
                terms.hardStop(),
                new PlanVersion(terms.planId(), terms.version()));
    }

    /** The operator's word, else what was earned; what is past due lowers either. */
    private static Money ceiling(Handle tx, UUID customerId, GatewayTerms terms, Instant now) {
        Money override = TermsRows.ceiling(tx, customerId);
        Money ceiling =
                override == null
                        ? EarnedCeiling.of(tx, customerId, terms.ceiling(), now).ceiling()
                        : override;
        return TermsRows.isPastDue(tx, customerId)
                ? ceiling.min(PastDueRule.ceiling(terms.ceiling(), terms.included()))
                : ceiling;
    }

    /** The subscription that the customer's terms come from, or will. CONFLICT as above. */
    public static Optional<Live> live(Handle tx, UUID customerId) {
        List<Live> live = TermsRows.live(tx, customerId);
        if (live.size() > 1) {
            throw ApiError.of(
                    Refusal.CONFLICT,
                    "The customer is on a plan with terms for LLM usage already: change that"
                            + " subscription's plan, or end it.",
                    "plan_id");
        }
        return live.stream().findFirst();
    }

    /**
     * Works out anew the terms of everybody on a plan, and tells all nodes that its code or its
     * limits may have changed.
     */
    public static void refreshPlan(Handle tx, UUID planId, Instant now) {
        for (UUID customer : TermsRows.customersOn(tx, planId)) refresh(tx, customer, now);
        new News.PlansChanged().send(tx);
    }

    /**
     * Lets subscriptions begin whose start has come, by the time of their customers. Whoever calls
     * it often makes it punctual.
     *
     * @return how many began
     */
    public static int beginDue(Jdbi jdbi, Instant now) {
        List<TermsRows.Begun> all = jdbi.withHandle(handle -> TermsRows.begun(handle, now));
        for (TermsRows.Begun one : all) {
            jdbi.useTransaction(tx -> refresh(tx, one.customerId(), one.now()));
        }
        return all.size();
    }

    /**
     * What a customer's ceiling would be without the operator's word; empty without a plan, and on
     * one whose ceiling does not rise.
     */
    public static Optional<EarnedCeiling> earned(Handle handle, UUID customerId, Instant now) {
        return live(handle, customerId)
                .map(Live::terms)
                .filter(GatewayTerms::rises)
                .map(terms -> EarnedCeiling.of(handle, customerId, terms.ceiling(), now));
    }

    /** The terms of active plans, in their newest versions, the oldest plan first. */
    public static List<GatewayTerms> offered(Handle handle) {
        return TermsRows.offered(handle);
    }
}
