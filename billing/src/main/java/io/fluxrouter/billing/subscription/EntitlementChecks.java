package io.fluxrouter.billing.subscription;

import io.fluxrouter.billing.clock.CustomerTime;
import io.fluxrouter.billing.plan.Offers;
import io.fluxrouter.billing.plan.PlanEntitlement;
import io.fluxrouter.core.entitlement.Entitlement;
import io.fluxrouter.core.entitlement.EntitlementCheck;
import io.fluxrouter.core.entitlement.ResetPeriod;
import io.fluxrouter.core.entitlement.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Answers whether a customer may use a feature. With several subscriptions, one that permits it is
 * enough, and the oldest such answers. Safe for all threads.
 */
public final class EntitlementChecks {
    private final Jdbi jdbi;
    private final Subscriptions subscriptions;
    private final FeatureUse use;
    private final CustomerTime time;

    public EntitlementChecks(
            Jdbi jdbi, Subscriptions subscriptions, FeatureUse use, InstantSource clock) {
        this.jdbi = jdbi;
        this.subscriptions = subscriptions;
        this.use = use;
        this.time = new CustomerTime(clock);
    }

    /**
     * The answer, and what it rests on.
     *
     * @param entitlement empty where no plan of the customer's has the feature
     * @param resetsAt when use starts again from zero; null for never, or where nothing is counted
     */
    public record Answer(
            Verdict verdict,
            Optional<Entitlement> entitlement,
            @Nullable UUID subscriptionId,
            @Nullable Instant resetsAt) {

        boolean allowed() {
            return verdict instanceof Verdict.Allowed;
        }
    }

    /** A feature of a customer's, by its id and its key. */
    public record Question(CustomerRef customer, UUID featureId, String featureKey) {}

    /**
     * @param wanted the quantity about to be used, not negative; zero asks if anything is left
     */
    public Answer check(Question question, BigDecimal wanted) {
        Answer refusal = null;
        UUID customerId = question.customer().customerId();
        Instant now = jdbi.withHandle(handle -> time.now(handle, customerId));
        for (Subscription subscription : subscriptions.servedTo(customerId, now)) {
            Optional<PlanEntitlement> permitted = permitted(subscription, question.featureId());
            if (permitted.isEmpty()) continue;
            Answer answer = answer(subscription, permitted.get(), question, wanted, now);
            if (answer.allowed()) return answer;
            if (refusal == null) refusal = answer;
        }
        return refusal == null ? notEntitled(wanted) : refusal;
    }

    private Answer answer(
            Subscription subscription,
            PlanEntitlement permitted,
            Question question,
            BigDecimal wanted,
            Instant now) {
        Entitlement entitlement = permitted.permission().of(question.featureKey());
        ResetPeriod resets = permitted.permission().resets();
        BigDecimal used = BigDecimal.ZERO;
        Instant resetsAt = null;
        if (resets != null) {
            ResetPeriod.Span span = resets.at(now, subscription.anchor(), subscription.zone());
            used = use.used(question.customer(), question.featureId(), span.start(), span.end());
            resetsAt = resets == ResetPeriod.NEVER ? null : span.end();
        }
        return new Answer(
                EntitlementCheck.judge(Optional.of(entitlement), used, wanted),
                Optional.of(entitlement),
                subscription.id(),
                resetsAt);
    }

    private static Answer notEntitled(BigDecimal wanted) {
        return new Answer(
                EntitlementCheck.judge(Optional.empty(), BigDecimal.ZERO, wanted),
                Optional.empty(),
                null,
                null);
    }

    private Optional<PlanEntitlement> permitted(Subscription subscription, UUID featureId) {
        PlanRef plan = subscription.plan();
        return jdbi
                .withHandle(handle -> Offers.get(handle, plan.planId(), plan.version()))
                .entitlements()
                .stream()
                .filter(one -> one.featureId().equals(featureId))
                .findFirst();
    }
}
