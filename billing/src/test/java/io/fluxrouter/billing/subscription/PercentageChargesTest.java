package io.fluxrouter.billing.subscription;

import static io.fluxrouter.billing.subscription.PlanWorld.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.event.EventWorld;
import io.fluxrouter.billing.event.IncomingEvent;
import io.fluxrouter.billing.event.Taken;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.plan.NewCharge;
import io.fluxrouter.billing.plan.NewPlan;
import io.fluxrouter.billing.plan.PlanContents;
import io.fluxrouter.billing.plan.PlanType;
import io.fluxrouter.billing.plan.PricingJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Percentages of single transactions, through stored events; the golden percentage cases. */
class PercentageChargesTest {
    private final EventWorld world = new EventWorld();
    private final PlanContents contents = new PlanContents(world.jdbi, world.clock);
    private final Subscriptions subscriptions = new Subscriptions(world.jdbi, world.clock);
    private final MeteredQuantities quantities =
            new MeteredQuantities(world.jdbi, world.meters, world.features);
    private final UUID customer = world.customer("shop");
    private final StoredMeter meter =
            Objects.requireNonNull(world.meter("payments", "SUM", "amount").meter());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'rate_percent:1.3,fixed_per_transaction:2,free_amount:250'                    | 50 100 250 400 | 11.15
                    'rate_percent:1.3,fixed_per_transaction:2,free_events:3'                      | 50 100 250 400 | 7.20
                    'rate_percent:1.3,fixed_per_transaction:2,free_events:3,free_amount:250'      | 50 100 250 400 | 11.15
                    'rate_percent:1.3,fixed_per_transaction:2,free_events:3,free_amount:500'      | 50 100 250 400 | 7.20
                    'rate_percent:0,fixed_per_transaction:2'                                      | 50 100 250 400 | 8.00
                    'rate_percent:2.99,min_per_transaction:1.75,max_per_transaction:12'           | 10 80 10000    | 16.14
                    'rate_percent:2.99,fixed_per_transaction:2,min_per_transaction:1.75,max_per_transaction:12' | 10 80 10000 | 18.69
                    'rate_percent:2.99,min_per_transaction:1.75,max_per_transaction:12,free_events:3,free_amount:10000' | 10 80 10000 | 2.69
                    """)
    void golden_cases_come_out_of_stored_events(String price, String amounts, String expected) {
        Subscription one = subscribe(price);
        List<IncomingEvent> events = new ArrayList<>();
        Instant at = world.now;
        for (String amount : amounts.split(" ", -1)) {
            events.add(event("k" + events.size(), at, amount));
            at = at.plusSeconds(1);
        }
        // They arrive in another order than they happened in.
        Collections.reverse(events);
        assertThat(world.intake.take(events)).allMatch(Taken.Stored.class::isInstance);
        assertThat(amount(one)).isEqualTo(expected);
    }

    @Test
    void a_period_without_transactions_costs_nothing() {
        assertThat(amount(subscribe("rate_percent:1.3,fixed_per_transaction:2"))).isEqualTo("0.00");
    }

    @Test
    void a_transaction_that_was_taken_back_pays_nothing() {
        Subscription one = subscribe("rate_percent:1,fixed_per_transaction:2");
        Taken.Stored wrong =
                (Taken.Stored) world.intake.take(List.of(event("a", world.now, "100"))).getFirst();
        world.intake.take(List.of(event("b", world.now, "200")));
        world.corrections.deprecate(EventWorld.OWNER, wrong.event().id(), null);
        assertThat(amount(one)).isEqualTo("4.00");
    }

    @Test
    void a_maximum_is_one_transaction() {
        StoredMeter peak = Objects.requireNonNull(world.meter("peak", "MAX", "amount").meter());
        Subscription one = subscribe(peak, "rate_percent:1,fixed_per_transaction:2");
        world.intake.take(
                List.of(
                        world.event("a", "shop", "peak", "amount", "300"),
                        world.event("b", "shop", "peak", "amount", "100")));
        assertThat(amount(one)).isEqualTo("5.00");
    }

    private IncomingEvent event(String key, Instant at, String amount) {
        return world.event(
                key, "shop", "payments", at, Map.of("amount", EventWorld.decimal(amount)));
    }

    private Subscription subscribe(String price) {
        return subscribe(meter, price);
    }

    private Subscription subscribe(StoredMeter counted, String price) {
        BillingPlan plan =
                new BillingPlans(world.jdbi, world.clock)
                        .create(
                                EventWorld.OWNER,
                                NewPlan.monthly("Payments", PlanType.HYBRID),
                                OPERATOR);
        String fields = price.replaceAll("(\\w+):([0-9.]+)", "\"$1\":\"$2\"");
        contents.addCharge(
                plan.id(),
                NewCharge.usage(
                        "Payments",
                        counted.id(),
                        PricingJson.read(
                                new JsonMapper().readTree("{\"price\":{" + fields + "}}"))),
                OPERATOR);
        return subscriptions.create(NewSubscription.of(customer, plan.id()), OPERATOR);
    }

    private String amount(Subscription one) {
        world.now = world.now.plus(Duration.ofMinutes(1));
        PeriodRef first = new PeriodRef(one.id(), 1);
        PeriodTerms terms = world.jdbi.withHandle(handle -> BilledPeriods.terms(handle, first));
        List<RatedLine> lines = PeriodRating.lines(terms, quantities);
        assertThat(lines).hasSize(1);
        return lines.getFirst().amount().toPlainString();
    }
}
