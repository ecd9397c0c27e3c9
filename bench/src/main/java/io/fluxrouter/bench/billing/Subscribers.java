package io.fluxrouter.bench.billing;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.meter.NewFeature;
import io.fluxrouter.billing.meter.NewMeter;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.plan.NewCharge;
import io.fluxrouter.billing.plan.NewPlan;
import io.fluxrouter.billing.plan.PlanContents;
import io.fluxrouter.billing.plan.PlanType;
import io.fluxrouter.billing.subscription.NewSubscription;
import io.fluxrouter.billing.subscription.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Customers on one plan, a month ago, whose next month has begun. */
record Subscribers(List<UUID> customerIds) {
    private static final String AUTHOR = "bench";

    /** The first by the program, the others as copies of its rows. */
    static Subscribers make(Jdbi jdbi, int count, Instant start) {
        InstantSource then = () -> start;
        BillingPlan plan = plan(jdbi, then);
        UUID first = new Customers(jdbi, then).create(NewCustomer.prepaid("bench")).id();
        new Subscriptions(jdbi, then).create(NewSubscription.of(first, plan.id()), AUTHOR);
        jdbi.useTransaction(
                tx -> {
                    tx.execute(
                            """
                            CREATE TEMPORARY TABLE copied ON COMMIT DROP AS
                            SELECT gen_random_uuid() AS customer, gen_random_uuid() AS subscription, n
                            FROM generate_series(2, CAST(? AS int)) n
                            """,
                            count);
                    for (String statement : COPIES) tx.execute(statement);
                });
        Subscriptions now = new Subscriptions(jdbi, () -> start.plus(Duration.ofDays(31)));
        boolean more = true;
        while (more) more = now.turnNext();
        return new Subscribers(
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT customer_id FROM subscription ORDER BY 1")
                                        .mapTo(UUID.class)
                                        .list()));
    }

    private static final List<String> COPIES =
            List.of(
                    """
                    INSERT INTO customer (id, organization_id, name, created_at, updated_at)
                    SELECT copied.customer, organization_id, name || ' ' || n, created_at, updated_at
                    FROM customer, copied
                    """,
                    """
                    INSERT INTO spend_account (id, kind, period, period_start, cap_nanos)
                    SELECT copied.customer, kind, period, period_start, cap_nanos
                    FROM spend_account, copied
                    """,
                    """
                    INSERT INTO subscription (id, customer_id, plan_id, plan_version, status, zone, anchor,
                        starts_at, period_number, turns_at, created_at, updated_at)
                    SELECT copied.subscription, copied.customer, plan_id, plan_version, status, zone,
                        anchor, starts_at, period_number, turns_at, created_at, updated_at
                    FROM subscription, copied
                    """,
                    """
                    INSERT INTO subscription_period (subscription_id, number, starts_at, ends_at,
                        whole_starts_at, whole_ends_at, zone, is_trial, is_last)
                    SELECT copied.subscription, number, starts_at, ends_at, whole_starts_at,
                        whole_ends_at, zone, is_trial, is_last
                    FROM subscription_period, copied
                    """,
                    """
                    INSERT INTO subscription_phase (subscription_id, number, plan_id, plan_version,
                        starts_at)
                    SELECT copied.subscription, number, plan_id, plan_version, starts_at
                    FROM subscription_phase, copied
                    """,
                    """
                    INSERT INTO pending_invoice_line (subscription_id, period_number, kind, description,
                        charge_id, plan_id, plan_version, amount, currency, service_from, service_until)
                    SELECT copied.subscription, period_number, kind, description, charge_id, plan_id,
                        plan_version, amount, currency, service_from, service_until
                    FROM pending_invoice_line, copied
                    """,
                    "ANALYZE customer, subscription, subscription_period, subscription_phase, pending_invoice_line");

    private static BillingPlan plan(Jdbi jdbi, InstantSource clock) {
        MeterBook meters = new MeterBook(jdbi, System::nanoTime);
        NewMeter meter =
                new NewMeter(
                        "calls", null, "SUM", "n", null, List.of(), List.of(), null, null, null);
        UUID meterId =
                Objects.requireNonNull(
                                new Features(jdbi, meters, clock)
                                        .create(
                                                Organization.OPERATOR,
                                                new NewFeature(
                                                        "calls", "calls", "meter", null, meter))
                                        .meter())
                        .id();
        BillingPlan plan =
                new BillingPlans(jdbi, clock)
                        .create(
                                Organization.OPERATOR,
                                NewPlan.monthly("bench", PlanType.HYBRID),
                                AUTHOR);
        PlanContents contents = new PlanContents(jdbi, clock);
        contents.addCharge(plan.id(), NewCharge.fixed("Fee", ChargePricing.perUnit("10")), AUTHOR);
        contents.addCharge(
                plan.id(),
                NewCharge.usage("Calls", meterId, ChargePricing.perUnit("0.001")),
                AUTHOR);
        return plan;
    }
}
