package io.fluxrouter.billing.terms;

import static io.fluxrouter.billing.subscription.PlanWorld.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.clock.ClockAdvance;
import io.fluxrouter.billing.clock.TestClock;
import io.fluxrouter.billing.clock.TestClocks;
import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.CustomerChange;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.NewPlan;
import io.fluxrouter.billing.plan.PlanEntitlement.Permission;
import io.fluxrouter.billing.plan.PlanType;
import io.fluxrouter.billing.spend.SpendStates;
import io.fluxrouter.billing.subscription.NewSubscription;
import io.fluxrouter.billing.subscription.PlanWorld;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.core.entitlement.ResetPeriod;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import io.fluxrouter.core.spend.SpendState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CustomerTermsTest {
    private static final UUID INCLUDED = feature("05");
    private static final UUID CEILING = feature("11");
    private static final UUID PER_SECOND = feature("12");

    private final PlanWorld world = new PlanWorld("2026-07-15T12:00:00Z");
    private final Customers customers = new Customers(world.jdbi, world.clock);

    @Test
    void a_customer_on_a_plan_has_a_subscription_to_it() {
        Customer acme = customers.create(NewCustomer.onPlan("Acme", "builder"));
        Subscription subscription = onlyOne(acme);
        assertThat(world.pending(subscription)).containsExactly("fee 29.00");
        customers.update(acme.id(), CustomerChange.NONE.withPlan(Change.to("scale")));
        assertThat(world.subscriptions.get(subscription.id()).plan())
                .isNotEqualTo(subscription.plan());
        assertThat(cap(acme)).isEqualTo(Money.usd("3000"));
        customers.update(acme.id(), CustomerChange.NONE.withPlan(Change.to(null)));
        assertThat(world.subscriptions.get(subscription.id()).endedAt()).isNotNull();
        assertThat(cap(acme)).isEqualTo(Money.ZERO);
        assertThat(customers.find(acme.id()).orElseThrow().planCode()).isNull();
    }

    @Test
    void a_plan_of_the_operators_own_holds_like_the_four() {
        BillingPlan fifth = fifth();
        UUID customer = world.customer();
        Subscription subscription = world.subscribe(NewSubscription.of(customer, fifth.id()));
        assertThat(state(customer).cap()).isEqualTo(Money.usd("12.5"));
        assertThat(customers.find(customer).orElseThrow().planCode()).isEqualTo("fifth");

        // Somebody is on it, so a change of it is the next version, and theirs stays.
        world.contents.entitle(fifth.id(), CEILING, text("20"), OPERATOR);
        assertThat(state(customer).cap()).isEqualTo(Money.usd("12.5"));
        world.subscriptions.changePlan(subscription.id(), fifth.id(), OPERATOR);
        assertThat(state(customer).cap()).isEqualTo(Money.usd("20"));

        world.subscriptions.pause(subscription.id(), OPERATOR);
        assertThat(state(customer).cap()).isEqualTo(Money.ZERO);
        world.subscriptions.resume(subscription.id(), OPERATOR);
        assertThat(state(customer).cap()).isEqualTo(Money.usd("20"));
        world.subscriptions.cancel(subscription.id(), null, OPERATOR);
        assertThat(state(customer).cap()).isEqualTo(Money.ZERO);
    }

    @Test
    void under_a_hard_limit_usage_ends_with_what_is_included() {
        BillingPlan plan = fifth();
        Permission hard = Permission.upTo("3", false, ResetPeriod.MONTH);
        world.contents.entitle(plan.id(), INCLUDED, hard, OPERATOR);
        UUID customer = world.customer();
        world.subscribe(NewSubscription.of(customer, plan.id()));
        assertThat(state(customer).cap()).isEqualTo(Money.usd("3"));
    }

    @Test
    void in_a_trial_nothing_is_invoiced() {
        UUID customer = world.customer();
        BillingPlan plan = fifth();
        world.subscribe(
                NewSubscription.of(customer, plan.id())
                        .withTrialUntil(Instant.parse("2026-07-20T12:00:00Z")));
        assertThat(state(customer).cap()).isEqualTo(Money.usd("2"));
        world.clock.set("2026-07-20T12:00:00Z");
        assertThat(world.subscriptions.turnNext()).isTrue();
        assertThat(state(customer).cap()).isEqualTo(Money.usd("12.5"));
    }

    @Test
    void a_subscription_that_begins_later_holds_from_then_on() {
        UUID customer = world.customer();
        world.subscribe(
                NewSubscription.of(customer, fifth().id())
                        .startingAt(Instant.parse("2026-07-16T00:00:00Z")));
        assertThat(CustomerTerms.beginDue(world.jdbi, world.clock.instant())).isZero();
        assertThat(state(customer).cap()).isEqualTo(Money.ZERO);
        world.clock.set("2026-07-16T00:00:00Z");
        assertThat(CustomerTerms.beginDue(world.jdbi, world.clock.instant())).isEqualTo(1);
        assertThat(state(customer).cap()).isEqualTo(Money.usd("12.5"));
        assertThat(CustomerTerms.beginDue(world.jdbi, world.clock.instant())).isZero();
    }

    @Test
    void on_a_test_clock_it_begins_by_that_clock() {
        TestClocks clocks = new TestClocks(world.jdbi, world.clock, true);
        TestClock clock =
                clocks.create(Organization.OPERATOR, "T", Instant.parse("2024-01-31T00:00:00Z"));
        UUID customer =
                customers
                        .create(
                                new NewCustomer("T", null, "on a clock", null, null)
                                        .livingOn(clock.id()))
                        .id();
        world.subscribe(
                NewSubscription.of(customer, fifth().id())
                        .startingAt(Instant.parse("2024-02-10T00:00:00Z")));
        assertThat(CustomerTerms.beginDue(world.jdbi, world.clock.instant())).isZero();
        new ClockAdvance(world.jdbi, clocks, List.of())
                .advance(Organization.OPERATOR, clock.id(), Instant.parse("2024-02-10T00:00:00Z"));
        assertThat(CustomerTerms.beginDue(world.jdbi, world.clock.instant())).isEqualTo(1);
        assertThat(state(customer).cap()).isEqualTo(Money.usd("12.5"));
        assertThat(CustomerTerms.beginDue(world.jdbi, world.clock.instant())).isZero();
    }

    @Test
    void usage_cannot_be_on_two_plans() {
        Customer acme = customers.create(NewCustomer.onPlan("Acme", "builder"));
        NewSubscription second = NewSubscription.of(acme.id(), fifth().id());
        PlanWorld.assertConflict(() -> world.subscribe(second));
        assertThat(onlyOne(acme)).isNotNull();
        world.subscribe(NewSubscription.of(acme.id(), world.costing("Seats", "5").id()));
        assertThat(cap(acme)).isEqualTo(Money.usd("300"));
    }

    @Test
    void an_archived_customer_is_on_no_plan() {
        Customer acme = customers.create(NewCustomer.onPlan("Acme", "builder"));
        Subscription subscription = onlyOne(acme);
        customers.archive(acme.id());
        assertThat(world.subscriptions.get(subscription.id()).endedAt()).isNotNull();
        assertThat(cap(acme)).isEqualTo(Money.ZERO);
    }

    @Test
    void terms_that_the_gateway_cannot_count_are_refused_by_name() {
        BillingPlan plan = fifth();
        assertField(plan, CEILING, text("much"), "static_value");
        assertField(plan, CEILING, text("100000001"), "static_value");
        assertField(plan, PER_SECOND, text("-1"), "static_value");
        assertField(
                plan, INCLUDED, Permission.upTo("1", true, ResetPeriod.WEEK), "usage_reset_period");
        assertField(
                plan,
                INCLUDED,
                Permission.upTo("0.1234567891", true, ResetPeriod.MONTH),
                "usage_limit");
        BillingPlan euros = world.create(NewPlan.monthly("Euro", PlanType.HYBRID).in("EUR"));
        assertField(euros, INCLUDED, Permission.upTo("1", true, ResetPeriod.MONTH), "feature_id");
    }

    private void assertField(BillingPlan plan, UUID feature, Permission permission, String field) {
        var error =
                PlanWorld.refusal(
                        () -> world.contents.entitle(plan.id(), feature, permission, OPERATOR));
        assertThat(error.refusal()).isEqualTo(Refusal.INVALID_VALUE);
        assertThat(error.param()).isEqualTo(field);
    }

    private BillingPlan fifth() {
        BillingPlan plan =
                world.create(
                        new NewPlan("Fifth", "fifth", null, PlanType.HYBRID, null, null, 0, true));
        Permission included = Permission.upTo("2", true, ResetPeriod.MONTH);
        world.contents.entitle(plan.id(), INCLUDED, included, OPERATOR);
        world.contents.entitle(plan.id(), CEILING, text("12.5"), OPERATOR);
        return plan;
    }

    private Subscription onlyOne(Customer customer) {
        var page = new NumberedPage(1, 10);
        var listing = world.subscriptions.list(customer.organizationId(), customer.id(), page);
        assertThat(listing.total()).isEqualTo(1);
        return listing.items().getFirst();
    }

    private Money cap(Customer customer) {
        return state(customer.id()).cap();
    }

    private SpendState state(UUID customer) {
        return new SpendStates(world.jdbi)
                .state(
                        new SpendAccount(customer, SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY),
                        world.clock.instant())
                .orElseThrow();
    }

    private static Permission text(String value) {
        return new Permission(true, null, false, null, value);
    }

    private static UUID feature(String number) {
        return UUID.fromString("f1b00000-0000-4000-8000-0000000000" + number);
    }
}
