package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.credit.CreditKind;
import io.fluxrouter.billing.credit.NewGrant;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.event.Amendment;
import io.fluxrouter.billing.event.IncomingEvent;
import io.fluxrouter.billing.event.Taken;
import io.fluxrouter.billing.invoice.Discounts;
import io.fluxrouter.billing.invoice.InvoiceDiscount;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.subscription.NewSubscription;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.core.invoice.Discount;
import io.fluxrouter.core.meter.EventKey;
import io.fluxrouter.core.meter.MeterEvent;
import io.fluxrouter.core.meter.PropertyValue;
import io.fluxrouter.core.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one customer does, in the order in which it is told. Times are local: {@code 2024-01-31} is
 * midnight, {@code 2024-01-31T12:00} noon; with a Z they are instants.
 */
final class CustomerStory {
    private final Given given;
    private final boolean onTestClock;
    private final String name;
    private ZoneId zone = ZoneOffset.UTC;
    private @Nullable BillingPlan plan;
    private @Nullable String trialEnd;
    private @Nullable UUID clockId;
    private @Nullable UUID customerId;
    private @Nullable UUID subscriptionId;
    private @Nullable UUID lastEvent;
    private int events;

    CustomerStory(Given given, boolean onTestClock, String name) {
        this.given = given;
        this.onTestClock = onTestClock;
        this.name = name;
    }

    CustomerStory in(String zoneName) {
        zone = ZoneId.of(zoneName);
        return this;
    }

    CustomerStory on(BillingPlan wanted) {
        plan = wanted;
        return this;
    }

    CustomerStory withTrialUntil(String time) {
        trialEnd = time;
        return this;
    }

    /** The story begins: the clock stands there, and the customer subscribes. */
    CustomerStory from(String time) {
        Instant start = instant(time);
        if (onTestClock) clockId = given.clockAt(start);
        else given.system.set(start.toString());
        customerId =
                given.customers
                        .create(new NewCustomer(name, null, name, null, null).livingOn(clockId))
                        .id();
        return subscribes();
    }

    /** Again, perhaps: to the same plan, from now on. */
    CustomerStory subscribes() {
        NewSubscription wanted = NewSubscription.of(known(customerId), known(plan).id()).in(zone);
        if (trialEnd != null) wanted = wanted.withTrialUntil(instant(trialEnd));
        subscriptionId = given.subscriptions.create(wanted, Given.AUTHOR).id();
        return this;
    }

    /** Some calls, about to be told. */
    final class Calls {
        private final String count;
        private @Nullable String happened;

        private Calls(String count) {
            this.count = count;
        }

        /** When they happened, where they are told later. */
        Calls of(String time) {
            happened = time;
            return this;
        }

        /** When they are told, and happened unless said otherwise. */
        CustomerStory on(String time) {
            sleepsUntil(time);
            track(count, instant(happened == null ? time : happened));
            return CustomerStory.this;
        }
    }

    Calls uses(long count) {
        return new Calls(Long.toString(count));
    }

    Calls uses(String count) {
        return new Calls(count);
    }

    /** One call at each step of real time, from the first time to just before the last. */
    CustomerStory callsEvery(Duration step, String from, String until) {
        for (Instant at = instant(from); at.isBefore(instant(until)); at = at.plus(step)) {
            sleepsUntil(at.toString());
            track("1", at);
        }
        return this;
    }

    /** Nothing happens until then but what is due. */
    CustomerStory sleepsUntil(String time) {
        Instant to = instant(time);
        if (clockId != null) given.advance(clockId, to);
        else given.passSystemTime(to);
        return this;
    }

    CustomerStory workerSleeps() {
        given.workerSleeps(true);
        return this;
    }

    CustomerStory workerWakes() {
        given.workerSleeps(false);
        return this;
    }

    /** Days of another zone count for it, from its next period on. */
    CustomerStory movesTo(String zoneName) {
        given.subscriptions.moveTo(known(subscriptionId), ZoneId.of(zoneName), Given.AUTHOR);
        return this;
    }

    CustomerStory changesTo(BillingPlan other) {
        given.subscriptions.changePlan(known(subscriptionId), other.id(), Given.AUTHOR);
        return this;
    }

    CustomerStory changesAtPeriodEndTo(BillingPlan other) {
        given.subscriptions.changePlanAtPeriodEnd(known(subscriptionId), other.id(), Given.AUTHOR);
        return this;
    }

    CustomerStory cancels() {
        given.subscriptions.cancel(known(subscriptionId), null, Given.AUTHOR);
        return this;
    }

    CustomerStory cancelsAtPeriodEnd() {
        given.subscriptions.cancelAtPeriodEnd(known(subscriptionId), null, Given.AUTHOR);
        return this;
    }

    CustomerStory pauses() {
        given.subscriptions.pause(known(subscriptionId), Given.AUTHOR);
        return this;
    }

    CustomerStory resumes() {
        given.subscriptions.resume(known(subscriptionId), Given.AUTHOR);
        return this;
    }

    Subscription subscription() {
        return given.subscriptions.get(known(subscriptionId));
    }

    /** What the customer was asked to pay, of all its subscriptions. */
    Paper invoices() {
        return new Paper(given, known(customerId), zone);
    }

    /** The instant of a time as stories write it. */
    Instant instant(String time) {
        if (time.endsWith("Z")) return Instant.parse(time);
        return (time.length() == "2024-01-31".length()
                        ? LocalDate.parse(time).atStartOfDay()
                        : LocalDateTime.parse(time))
                .atZone(zone)
                .toInstant();
    }

    private void track(String count, Instant at) {
        MeterEvent event =
                new MeterEvent(
                        new EventKey("", name + "-" + events++),
                        name,
                        Given.CALLS,
                        at,
                        true,
                        Map.of("n", new PropertyValue.Decimal(new BigDecimal(count))));
        Taken taken =
                given.intake.take(List.of(new IncomingEvent(Given.OWNER, event, null))).getFirst();
        assertThat(taken).isInstanceOf(Taken.Stored.class);
        if (taken instanceof Taken.Stored stored) lastEvent = stored.event().id();
    }

    /** The event of the calls that were told last. */
    UUID lastEvent() {
        return known(lastEvent);
    }

    /** Those calls were none. */
    CustomerStory takesBack(UUID event) {
        given.corrections.deprecate(Given.OWNER, event, null);
        return this;
    }

    /** Those calls were so many; the event that says so. */
    UUID corrects(UUID event, String count) {
        Map<String, PropertyValue> properties =
                Map.of("n", new PropertyValue.Decimal(new BigDecimal(count)));
        return given.corrections
                .amend(Given.OWNER, event, new Amendment(properties, null, null))
                .id();
    }

    /** Has so many dollars of credit more. */
    CustomerStory isGiven(String dollars) {
        return isGiven(dollars, null);
    }

    /** As above, until a time. */
    CustomerStory isGivenUntil(String dollars, String time) {
        return isGiven(dollars, instant(time));
    }

    private CustomerStory isGiven(String dollars, @Nullable Instant expiresAt) {
        given.credits.grant(
                new NewGrant(
                        known(customerId),
                        Money.usd(dollars),
                        CreditKind.PROMOTIONAL,
                        NewGrant.DEFAULT_PRIORITY,
                        expiresAt,
                        Given.AUTHOR,
                        null));
        return this;
    }

    /** What is left of each credit it was given, in the order in which they are used. */
    List<String> creditLeft() {
        return given.credits.grants(known(customerId)).stream()
                .map(grant -> grant.remaining().toDecimal())
                .toList();
    }

    /** From then on, invoices of periods that end later are lowered. */
    CustomerStory paysLessBy(Discount discount, Instant from) {
        boolean sum = discount instanceof Discount.Fixed;
        // They are taken off in the order in which they were given.
        given.system.set(given.system.instant().plusMillis(1).toString());
        given.discounts.add(
                Given.OWNER,
                new Discounts.NewDiscount(
                        known(customerId),
                        null,
                        new InvoiceDiscount("less", discount),
                        sum ? "USD" : null,
                        from,
                        null));
        return this;
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) throw new IllegalStateException("the story has not begun");
        return value;
    }
}
