package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.invoice.InvoiceLine;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.Tier;
import io.fluxrouter.core.rating.Tiers;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Calls at and around every border, told in time and late. One call costs a dollar. */
class LateEventsTest extends Story {
    private static final String LAST_MOMENT = "2024-03-31T23:59:59.999999";

    private final BillingPlan plan = given.plan("10", "1");

    @Test
    void a_call_on_the_border_is_of_the_later_period() {
        given.customer()
                .on(plan)
                .from("2024-03-01")
                .uses(1)
                .on(LAST_MOMENT)
                .uses(2)
                .on("2024-04-01")
                .uses(4)
                .on("2024-04-01T00:00:00.000001")
                .sleepsUntil("2024-05-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-04-01: fee 10.00, usage 1.00 = 11.00",
                        "2024-04-01 to 2024-05-01: fee 10.00, usage 6.00 = 16.00");
    }

    @Test
    void what_is_told_in_the_grace_counts_for_its_own_period() {
        CustomerStory story =
                given.customer()
                        .on(plan)
                        .from("2024-03-01")
                        .uses(1)
                        .of(LAST_MOMENT)
                        .on("2024-04-01T00:30")
                        .uses(2)
                        .of("2024-04-01")
                        .on("2024-04-01T00:30")
                        .uses(16)
                        .of("2024-03-31T12:00")
                        .on("2024-04-01T00:59:59.999999");
        story.invoices().are("draft 2024-03-01 to 2024-04-01: fee 10.00 = 10.00");
        story.sleepsUntil("2024-05-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-04-01: fee 10.00, usage 17.00 = 27.00",
                        "2024-04-01 to 2024-05-01: fee 10.00, usage 2.00 = 12.00");
    }

    @Test
    void what_is_told_when_the_invoice_is_final_stands_on_the_next() {
        given.customer()
                .on(plan)
                .from("2024-03-01")
                .uses(8)
                .of(LAST_MOMENT)
                .on("2024-04-01T01:00")
                .uses(32)
                .of("2024-03-15")
                .on("2024-04-10")
                .sleepsUntil("2024-06-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-04-01: fee 10.00 = 10.00",
                        "2024-04-01 to 2024-05-01: fee 10.00, adjustment 40.00 = 50.00",
                        "2024-05-01 to 2024-06-01: fee 10.00 = 10.00");
    }

    @Test
    void what_is_told_in_the_grace_of_the_next_invoice_stands_on_that() {
        given.customer()
                .on(plan)
                .from("2024-03-01")
                .uses(8)
                .of("2024-03-31")
                .on("2024-05-01T00:59:59.999999")
                .uses(16)
                .of("2024-03-31")
                .on("2024-05-01T01:00")
                .sleepsUntil("2024-06-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-04-01: fee 10.00 = 10.00",
                        "2024-04-01 to 2024-05-01: fee 10.00, adjustment 8.00 = 18.00",
                        "2024-05-01 to 2024-06-01: fee 10.00, adjustment 16.00 = 26.00");
    }

    @Test
    void a_late_call_is_priced_in_the_tier_it_would_have_reached() {
        Price graduated =
                new Price.Graduated(
                        Tiers.of(
                                List.of(
                                        new Tier(
                                                new BigDecimal("100"),
                                                BigDecimal.ONE,
                                                BigDecimal.ZERO),
                                        new Tier(null, new BigDecimal("0.5"), BigDecimal.ZERO))));
        given.customer()
                .on(given.plan("month", "10", ChargePricing.of(graduated)))
                .from("2024-03-01")
                .uses(90)
                .on("2024-03-10")
                .uses(30)
                .of("2024-03-31")
                .on("2024-04-05")
                .sleepsUntil("2024-05-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-04-01: fee 10.00, usage 90.00 = 100.00",
                        // 10 at a dollar, 20 at half of it.
                        "2024-04-01 to 2024-05-01: fee 10.00, adjustment 20.00 = 30.00");
    }

    @Test
    void what_is_late_for_the_last_period_has_an_invoice_of_its_own() {
        given.customer()
                .on(plan)
                .from("2024-03-01")
                .cancelsAtPeriodEnd()
                .uses(8)
                .of("2024-03-31")
                .on("2024-04-03")
                .sleepsUntil("2024-06-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-04-01: fee 10.00 = 10.00",
                        "late, 2024-03-01 to 2024-04-01: adjustment 8.00 = 8.00");
    }

    @Test
    void late_usage_that_costs_nothing_stands_on_the_next_invoice_for_nothing() {
        CustomerStory story =
                given.customer()
                        .on(given.plan("month", "10", ChargePricing.of(hundredForFree())))
                        .from("2024-03-01")
                        .uses(90)
                        .on("2024-03-10")
                        .uses(7)
                        .of("2024-03-31")
                        .on("2024-04-05")
                        .sleepsUntil("2024-05-02");
        assertThat(story.invoices().all().getLast().lines())
                .filteredOn(line -> line.kind() == InvoiceLine.Kind.ADJUSTMENT)
                .extracting(line -> line.quantity() + " for " + line.amount())
                .containsExactly("7 for 0.00");
    }

    @Test
    void late_usage_that_costs_nothing_makes_no_invoice_of_its_own() {
        given.customer()
                .on(given.plan("month", "10", ChargePricing.of(hundredForFree())))
                .from("2024-03-01")
                .cancelsAtPeriodEnd()
                .uses(7)
                .of("2024-03-31")
                .on("2024-04-03")
                .sleepsUntil("2024-06-02")
                .invoices()
                .are("2024-03-01 to 2024-04-01: fee 10.00 = 10.00");
    }

    private static Price hundredForFree() {
        Tier free = new Tier(new BigDecimal("100"), BigDecimal.ZERO, BigDecimal.ZERO);
        Tier more = new Tier(null, BigDecimal.ONE, BigDecimal.ZERO);
        return new Price.Graduated(Tiers.of(List.of(free, more)));
    }

    @Test
    void a_clock_that_moves_looks_at_its_own_customers_and_leaves_no_mark_for_others() {
        CustomerStory one = given.customer().on(plan).from("2024-03-01").sleepsUntil("2024-04-10");
        one.uses(8).of("2024-03-20").on("2024-04-10");
        long marks = count("late_mark");
        given.customer().on(plan).from("2024-03-01").sleepsUntil("2024-05-02");
        assertThat(count("late_period WHERE subscription_id = '" + id(one) + "'")).isZero();
        assertThat(count("late_mark")).isEqualTo(marks);
        one.sleepsUntil("2024-05-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-04-01: fee 10.00 = 10.00",
                        "2024-04-01 to 2024-05-01: fee 10.00, adjustment 8.00 = 18.00");
    }

    private static UUID id(CustomerStory story) {
        return story.subscription().id();
    }

    private long count(String table) {
        return given.jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT count(*) FROM " + table)
                                .mapTo(Long.class)
                                .one());
    }

    @Test
    void borders_in_the_zone_of_the_subscription() {
        given.customer()
                .in("America/New_York")
                .on(plan)
                .from("2023-10-01")
                .uses(1)
                .on("2023-11-01T03:59:59.999999Z")
                .uses(2)
                .on("2023-11-01T04:00:00Z")
                .uses(4)
                .on("2023-12-01T04:59:59.999999Z")
                .uses(8)
                .on("2023-12-01T05:00:00Z")
                .sleepsUntil("2024-01-02")
                .invoices()
                .are(
                        "2023-10-01 to 2023-11-01: fee 10.00, usage 1.00 = 11.00",
                        "2023-11-01 to 2023-12-01: fee 10.00, usage 6.00 = 16.00",
                        "2023-12-01 to 2024-01-01: fee 10.00, usage 8.00 = 18.00");
    }
}
