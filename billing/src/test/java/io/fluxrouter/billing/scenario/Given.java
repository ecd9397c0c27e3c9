package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.clock.ClockAdvance;
import io.fluxrouter.billing.clock.DueWork;
import io.fluxrouter.billing.clock.TestClock;
import io.fluxrouter.billing.clock.TestClocks;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.credit.TestClockExpiry;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.event.Corrections;
import io.fluxrouter.billing.event.EventIntake;
import io.fluxrouter.billing.event.UnknownCustomers;
import io.fluxrouter.billing.invoice.Discounts;
import io.fluxrouter.billing.invoice.InvoiceRun;
import io.fluxrouter.billing.invoice.InvoiceSettings;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.invoice.TestClockInvoices;
import io.fluxrouter.billing.invoice.Whose;
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
import io.fluxrouter.billing.settle.TestGateway;
import io.fluxrouter.billing.subscription.MovableClock;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.billing.subscription.TestClockTurns;
import io.fluxrouter.core.meter.Aggregation;
import io.fluxrouter.core.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The world in which months of billing are told: a database, plans, one meter that adds up {@code
 * n} of the events {@code calls}, and workers that run when the story says so.
 */
final class Given {
    static final UUID OWNER = Organization.OPERATOR;
    static final String AUTHOR = "story";
    static final String CALLS = "calls";

    /** How far a clock goes in one call. */
    private static final Duration STRIDE = Duration.ofDays(700);

    final Jdbi jdbi = TestPostgres.freshDatabase().jdbi();
    final MovableClock system;
    final Customers customers;
    final Subscriptions subscriptions;
    final EventIntake intake;
    final Invoices invoices;
    final MeterBook meters = new MeterBook(jdbi, System::nanoTime);
    final UUID meter;
    final Corrections corrections;
    final Credits credits;
    final Discounts discounts;
    private final Map<Aggregation, UUID> made = new EnumMap<>(Aggregation.class);
    private final Map<UUID, Long> seen = new HashMap<>();
    private boolean workerSleeps;
    private @Nullable TestGateway gateway;
    private final BillingPlans plans;
    private final PlanContents contents;
    private final InvoiceRun run;
    private final TestClocks clocks;
    private final List<DueWork> works;
    private final AtomicInteger names = new AtomicInteger();

    /** The system's clock stands where it is, until a story without a test clock moves it. */
    Given(String systemTime) {
        this(systemTime, InvoiceSettings.STANDARD);
    }

    Given(String systemTime, InvoiceSettings settings) {
        system = new MovableClock(systemTime);
        customers = new Customers(jdbi, system);
        subscriptions = new Subscriptions(jdbi, system);
        intake = new EventIntake(jdbi, meters, UnknownCustomers.REFUSED, system);
        run = new InvoiceRun(jdbi, meters, subscriptions, settings);
        invoices = new Invoices(jdbi, run, system);
        plans = new BillingPlans(jdbi, system);
        contents = new PlanContents(jdbi, system);
        clocks = new TestClocks(jdbi, system, true);
        corrections = new Corrections(jdbi, intake, system);
        credits = new Credits(jdbi, system);
        works =
                List.of(
                        new TestClockTurns(jdbi),
                        new TestClockInvoices(run),
                        new TestClockExpiry(jdbi, credits));
        discounts = new Discounts(jdbi, system);
        meter = meter(Aggregation.SUM);
    }

    /** One that makes this of {@code n}; the same for the same. */
    UUID meter(Aggregation aggregation) {
        return made.computeIfAbsent(aggregation, this::makeMeter);
    }

    private UUID makeMeter(Aggregation aggregation) {
        String name = CALLS + " " + aggregation.name();
        NewMeter wanted =
                new NewMeter(
                        name,
                        CALLS,
                        aggregation.name(),
                        aggregation.readsProperty() ? "n" : null,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null);
        return Objects.requireNonNull(
                        new Features(jdbi, meters, system)
                                .create(OWNER, new NewFeature(name, name, "meter", null, wanted))
                                .meter())
                .id();
    }

    /** A monthly plan with a fee, and a price for each call. */
    BillingPlan plan(String fee, String pricePerCall) {
        return plan("month", fee, ChargePricing.perUnit(pricePerCall));
    }

    BillingPlan plan(String interval, String fee, ChargePricing calls) {
        return plan(
                NewPlan.monthly("Plan " + names.incrementAndGet(), PlanType.HYBRID).every(interval),
                fee,
                calls);
    }

    BillingPlan plan(NewPlan wanted, String fee, ChargePricing calls) {
        return plan(wanted, fee, meter, calls);
    }

    /** With a price for what this meter makes of the calls. */
    BillingPlan plan(NewPlan wanted, String fee, UUID meter, ChargePricing calls) {
        BillingPlan plan = plans.create(OWNER, wanted, AUTHOR);
        contents.addCharge(plan.id(), NewCharge.fixed("Fee", ChargePricing.perUnit(fee)), AUTHOR);
        contents.addCharge(plan.id(), NewCharge.usage("Calls", meter, calls), AUTHOR);
        return plan;
    }

    /** Somebody who lives on a test clock of its own. */
    CustomerStory customer() {
        return new CustomerStory(this, true, "customer-" + names.incrementAndGet());
    }

    /** Somebody who lives by the system's time, which then belongs to this story. */
    CustomerStory customerOfSystemTime() {
        return new CustomerStory(this, false, "customer-" + names.incrementAndGet());
    }

    UUID clockAt(Instant time) {
        return clocks.create(OWNER, "story", time).id();
    }

    Instant timeOf(UUID clockId) {
        return clocks.get(OWNER, clockId).frozenTime();
    }

    void advance(UUID clockId, Instant to) {
        Instant at = timeOf(clockId);
        ClockAdvance advance = new ClockAdvance(jdbi, clocks, works);
        while (at.isBefore(to)) {
            Instant next = at.plus(STRIDE).isBefore(to) ? at.plus(STRIDE) : to;
            TestClock arrived = advance.advance(OWNER, clockId, next);
            assertThat(arrived.status()).isEqualTo(TestClock.Status.READY);
            at = next;
        }
    }

    /** The system's time passes, and the worker looks what is due then, unless it is asleep. */
    void passSystemTime(Instant to) {
        system.set(to.toString());
        if (!workerSleeps) run.runAll(to, Whose.EVERYBODY);
    }

    /** What serves requests to models, by the system's time. */
    TestGateway gateway() {
        if (gateway == null) gateway = new TestGateway(jdbi, system);
        return gateway;
    }

    void workerSleeps(boolean asleep) {
        workerSleeps = asleep;
    }

    /** What must hold after every story, whatever it told. */
    void check() {
        if (gateway != null) {
            gateway.close();
            assertThat(settledCosts()).as("10 what callers were told").isEqualTo(gateway.told());
        }
        assertThat(Invariants.violations(jdbi)).isEmpty();
        assertThat(jdbi.<List<String>, RuntimeException>withHandle(this::unmerged)).isEmpty();
        assertThat(Invariants.ledgerFindings(jdbi)).isEmpty();
        String before = jdbi.withHandle(Digest::of);
        workAgain();
        assertThat(jdbi.withHandle(Digest::of)).as("after the workers ran again").isEqualTo(before);
    }

    private List<String> unmerged(Handle handle) {
        return RatingChecks.unmerged(handle, seen);
    }

    private Map<UUID, Money> settledCosts() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "SELECT customer_id, sum(cost_nanos) FROM usage_event GROUP"
                                                + " BY 1")
                                .reduceRows(
                                        new HashMap<>(),
                                        (costs, row) -> {
                                            costs.put(
                                                    row.getColumn(1, UUID.class),
                                                    Money.ofNanos(row.getColumn(2, Long.class)));
                                            return costs;
                                        }));
    }

    private void workAgain() {
        run.runAll(system.instant(), Whose.EVERYBODY);
        jdbi.withHandle(
                        handle ->
                                handle.createQuery("SELECT id FROM test_clock")
                                        .mapTo(UUID.class)
                                        .list())
                .forEach(clock -> works.forEach(work -> work.runDue(clock, timeOf(clock))));
    }
}
