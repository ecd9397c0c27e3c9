package io.fluxrouter.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.plan.Charge;
import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.plan.NewCharge;
import io.fluxrouter.billing.plan.NewPlan;
import io.fluxrouter.billing.plan.PlanContents;
import io.fluxrouter.billing.plan.PlanType;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;

/** A database with plans, customers and a clock that the test moves. */
public final class PlanWorld {
    public static final String OPERATOR = "operator";

    /** Meters and features that every database has. */
    public static final UUID METER = UUID.fromString("f1a00000-0000-4000-8000-000000000001");

    public static final UUID FEATURE = UUID.fromString("f1b00000-0000-4000-8000-000000000001");

    public final Jdbi jdbi = TestPostgres.freshDatabase().jdbi();
    public final MovableClock clock;
    public final BillingPlans plans;
    public final PlanContents contents;
    public final Subscriptions subscriptions;
    private final Customers customers;

    public PlanWorld(String start) {
        clock = new MovableClock(start);
        plans = new BillingPlans(jdbi, clock);
        contents = new PlanContents(jdbi, clock);
        subscriptions = new Subscriptions(jdbi, clock);
        customers = new Customers(jdbi, clock);
    }

    public UUID customer() {
        return customers.create(NewCustomer.prepaid("Acme")).id();
    }

    public BillingPlan create(NewPlan wanted) {
        return plans.create(Organization.OPERATOR, wanted, OPERATOR);
    }

    /** A plan of any kind of charge, still without one. */
    public BillingPlan empty(String name, String interval) {
        return create(NewPlan.monthly(name, PlanType.HYBRID).every(interval));
    }

    /** A monthly plan with one fee. */
    public BillingPlan costing(String name, String fee) {
        return costing(NewPlan.monthly(name, PlanType.HYBRID), fee);
    }

    public BillingPlan costing(NewPlan wanted, String fee) {
        BillingPlan plan = create(wanted);
        addFee(plan, fee);
        return plan;
    }

    public Charge addFee(BillingPlan plan, String fee) {
        return contents.addCharge(
                plan.id(), NewCharge.fixed("Fee", ChargePricing.perUnit(fee)), OPERATOR);
    }

    public Charge addUsage(BillingPlan plan, UUID meter, ChargePricing pricing) {
        return contents.addCharge(plan.id(), NewCharge.usage("Calls", meter, pricing), OPERATOR);
    }

    /** What prices a period. */
    PeriodTerms terms(UUID subscriptionId, int number) {
        PeriodRef period = new PeriodRef(subscriptionId, number);
        return jdbi.withHandle(handle -> BilledPeriods.terms(handle, period));
    }

    public Subscription subscribe(BillingPlan plan) {
        return subscriptions.create(NewSubscription.of(customer(), plan.id()), OPERATOR);
    }

    public Subscription subscribe(NewSubscription wanted) {
        return subscriptions.create(wanted, OPERATOR);
    }

    /** The amounts that wait for the invoice of the latest period. */
    public List<String> pending(Subscription subscription) {
        return pending(subscription, subscription.period().number());
    }

    public List<String> pending(Subscription subscription, int period) {
        return subscriptions.pendingLines(subscription.id(), period).stream()
                .map(line -> line.kind().key() + " " + line.amount().toPlainString())
                .toList();
    }

    public static ApiError refusal(ThrowingCallable call) {
        ApiError error = catchThrowableOfType(ApiError.class, call);
        assertThat(error).as("a refusal").isNotNull();
        return error;
    }

    public static void assertConflict(ThrowingCallable call) {
        assertThat(refusal(call).refusal()).isEqualTo(Refusal.CONFLICT);
    }
}
