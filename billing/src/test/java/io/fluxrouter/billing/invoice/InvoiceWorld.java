package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.event.Corrections;
import io.fluxrouter.billing.event.EventIntake;
import io.fluxrouter.billing.event.IncomingEvent;
import io.fluxrouter.billing.event.Taken;
import io.fluxrouter.billing.event.UnknownCustomers;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.meter.NewFeature;
import io.fluxrouter.billing.meter.NewMeter;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.subscription.NewSubscription;
import io.fluxrouter.billing.subscription.PlanWorld;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.billing.verify.Finding;
import io.fluxrouter.billing.verify.Verifier;
import io.fluxrouter.core.meter.EventKey;
import io.fluxrouter.core.meter.MeterEvent;
import io.fluxrouter.core.meter.PropertyValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A database with plans, events and invoices, and a clock that tests move. */
public final class InvoiceWorld {
    public static final UUID OWNER = Organization.OPERATOR;
    public static final String AUTHOR = PlanWorld.OPERATOR;
    private static final NumberedPage ALL = new NumberedPage(1, 100);

    public final PlanWorld plans;
    public final MeterBook meters;
    public final StoredMeter calls;
    public final EventIntake intake;
    public final Corrections corrections;
    public final InvoiceRun run;
    public final Invoices invoices;
    public final CreditNotes notes;
    public final Taxes taxes;
    public final Discounts discounts;
    private final AtomicInteger keys = new AtomicInteger();

    public InvoiceWorld(String start) {
        plans = new PlanWorld(start);
        meters = new MeterBook(plans.jdbi, System::nanoTime);
        Features features = new Features(plans.jdbi, meters, plans.clock);
        NewMeter meter =
                new NewMeter(
                        "calls",
                        null,
                        "SUM",
                        "n",
                        null,
                        List.of(),
                        List.of("region"),
                        null,
                        null,
                        null);
        calls =
                Objects.requireNonNull(
                        features.create(
                                        OWNER,
                                        new NewFeature("calls", "calls", "meter", null, meter))
                                .meter());
        intake = new EventIntake(plans.jdbi, meters, UnknownCustomers.REFUSED, plans.clock);
        corrections = new Corrections(plans.jdbi, intake, plans.clock);
        run = run(Steps.NONE);
        invoices = new Invoices(plans.jdbi, run, plans.clock);
        notes = new CreditNotes(plans.jdbi, run, plans.clock);
        taxes = new Taxes(plans.jdbi, plans.clock);
        discounts = new Discounts(plans.jdbi, plans.clock);
    }

    InvoiceRun run(Steps steps) {
        return new InvoiceRun(
                plans.jdbi, meters, plans.subscriptions, InvoiceSettings.STANDARD, steps);
    }

    public Instant now() {
        return plans.clock.instant();
    }

    public void at(String time) {
        plans.clock.set(time);
    }

    /** A monthly plan with a fee, and a price for each call. */
    public BillingPlan hybrid(String fee, String perCall) {
        return hybrid(fee, ChargePricing.perUnit(perCall));
    }

    BillingPlan hybrid(String fee, ChargePricing pricing) {
        BillingPlan plan = plans.empty("Plan " + keys.incrementAndGet(), "month");
        plans.addFee(plan, fee);
        plans.addUsage(plan, calls.id(), pricing);
        return plan;
    }

    public Subscription subscribe(BillingPlan plan) {
        return plans.subscribe(NewSubscription.of(plans.customer(), plan.id()));
    }

    /** So many calls at once; the event's id. */
    public UUID call(UUID customer, String at, String calls) {
        return call(customer, at, calls, "eu");
    }

    public UUID call(UUID customer, String at, String calls, String region) {
        MeterEvent event =
                new MeterEvent(
                        new EventKey("", "key " + keys.incrementAndGet()),
                        customer.toString(),
                        "calls",
                        Instant.parse(at),
                        true,
                        Map.of(
                                "n",
                                new PropertyValue.Decimal(new BigDecimal(calls)),
                                "region",
                                new PropertyValue.Text(region)));
        Taken taken = intake.take(List.of(new IncomingEvent(OWNER, event, null))).getFirst();
        if (taken instanceof Taken.Stored stored) return stored.event().id();
        throw new AssertionError(taken);
    }

    /** All that is due at the time, by one worker. */
    public void runAll(String time) {
        at(time);
        run.runAll(now(), Whose.EVERYBODY);
    }

    /** Oldest first. */
    public List<Invoice> all() {
        return invoices.list(InvoiceQuery.all(OWNER), ALL).items().reversed();
    }

    public List<Invoice> of(Subscription subscription) {
        return invoices.list(InvoiceQuery.all(OWNER).ofSubscription(subscription.id()), ALL)
                .items()
                .reversed();
    }

    /** "USAGE 10 1.00", line by line. */
    public static List<String> lines(Invoice invoice) {
        return invoice.lines().stream()
                .map(
                        line ->
                                line.kind()
                                        + " "
                                        + line.quantity().stripTrailingZeros().toPlainString()
                                        + " "
                                        + line.amount().toPlainString())
                .toList();
    }

    public List<Finding> findings() {
        return new Verifier(plans.jdbi).verify(now());
    }

    public long count(String sql) {
        return plans.jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
