package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.plan.NewPlan;
import io.fluxrouter.billing.plan.PlanType;
import io.fluxrouter.core.subscription.SubscriptionStatus;
import org.junit.jupiter.api.Test;

/** What changes of mind do to invoices. March 2024 has 31 days, April 30. */
class MonthsTest extends Story {
    private final BillingPlan basic = given.plan("10", "0.01");
    private final BillingPlan pro = given.plan("30", "0.02");

    @Test
    void an_upgrade_gives_back_what_is_unused_and_charges_the_rest() {
        given.customer()
                .on(basic)
                .from("2024-03-01")
                .uses(100)
                .on("2024-03-10T23:59:59.999999")
                .sleepsUntil("2024-03-11")
                .changesTo(pro)
                .uses(100)
                .on("2024-03-11")
                .sleepsUntil("2024-05-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-04-01: fee 10.00, unused -6.77, remaining 20.32,"
                                + " usage 1.00, usage 2.00 = 26.55",
                        "2024-04-01 to 2024-05-01: fee 30.00 = 30.00");
    }

    @Test
    void a_downgrade_waits_for_the_end_of_the_period() {
        given.customer()
                .on(pro)
                .from("2024-03-01")
                .sleepsUntil("2024-03-11")
                .changesAtPeriodEndTo(basic)
                .uses(100)
                .on("2024-03-31T23:59:59.999999")
                .uses(100)
                .on("2024-04-01")
                .sleepsUntil("2024-05-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-04-01: fee 30.00, usage 2.00 = 32.00",
                        "2024-04-01 to 2024-05-01: fee 10.00, usage 1.00 = 11.00");
    }

    @Test
    void another_interval_ends_the_period_and_begins_one_of_its_own() {
        given.customer()
                .on(basic)
                .from("2024-03-01")
                .sleepsUntil("2024-03-11")
                .changesTo(given.plan("year", "100", ChargePricing.perUnit("0.01")))
                .sleepsUntil("2025-03-12")
                .invoices()
                .are(
                        "2024-03-01 to 2024-03-11: fee 10.00, unused -6.77 = 3.23",
                        "2024-03-11 to 2025-03-11: fee 100.00 = 100.00");
    }

    @Test
    void a_trial_costs_nothing_and_the_anchor_is_its_end() {
        CustomerStory story =
                given.customer()
                        .on(
                                given.plan(
                                        NewPlan.monthly("Trial", PlanType.HYBRID).withTrial(14),
                                        "10",
                                        ChargePricing.perUnit("0.01")))
                        .from("2024-03-01")
                        .uses(1000)
                        .on("2024-03-14T23:59:59.999999");
        assertThat(story.subscription().status()).isEqualTo(SubscriptionStatus.TRIAL);
        story.uses(100).on("2024-03-15").sleepsUntil("2024-04-16");
        assertThat(story.subscription().status()).isEqualTo(SubscriptionStatus.ACTIVE);
        story.invoices().are("2024-03-15 to 2024-04-15: fee 10.00, usage 1.00 = 11.00");
    }

    @Test
    void a_trial_that_ends_where_a_period_would() {
        given.customer()
                .on(basic)
                .withTrialUntil("2024-04-01")
                .from("2024-03-01")
                .uses(1000)
                .on("2024-03-31T23:59:59.999999")
                .uses(100)
                .on("2024-04-01")
                .sleepsUntil("2024-05-02")
                .invoices()
                .are("2024-04-01 to 2024-05-01: fee 10.00, usage 1.00 = 11.00");
    }

    @Test
    void a_cancellation_now_gives_back_from_that_day_on() {
        given.customer()
                .on(basic)
                .from("2024-03-01")
                .uses(100)
                .on("2024-03-05")
                .sleepsUntil("2024-03-11")
                .cancels()
                .sleepsUntil("2024-06-01")
                .invoices()
                .are("2024-03-01 to 2024-03-11: fee 10.00, unused -6.77, usage 1.00 = 4.23");
    }

    @Test
    void a_cancellation_at_the_end_of_the_period_pays_all_of_it() {
        CustomerStory story =
                given.customer()
                        .on(basic)
                        .from("2024-03-01")
                        .sleepsUntil("2024-03-11")
                        .cancelsAtPeriodEnd()
                        .uses(100)
                        .on("2024-03-31T23:59:59.999999")
                        .sleepsUntil("2024-06-01");
        story.invoices().are("2024-03-01 to 2024-04-01: fee 10.00, usage 1.00 = 11.00");
        assertThat(story.subscription().endedAt()).isEqualTo("2024-04-01T00:00:00Z");
    }

    @Test
    void a_cancellation_on_the_first_day_pays_for_what_was_used() {
        given.customer()
                .on(basic)
                .from("2024-03-01T09:00")
                .uses(5)
                .on("2024-03-01T14:00")
                .sleepsUntil("2024-03-01T15:00")
                .cancels()
                .sleepsUntil("2024-05-01")
                .invoices()
                .are(
                        "2024-03-01T09:00 to 2024-03-01T15:00: fee 10.00, unused -10.00, usage 0.05"
                                + " = 0.05");
    }

    @Test
    void who_cancels_and_comes_back_the_same_day_pays_each_call_once() {
        given.customer()
                .on(basic)
                .from("2024-03-01")
                .uses(100)
                .on("2024-03-11T10:00")
                .sleepsUntil("2024-03-11T12:00")
                .cancels()
                .subscribes()
                .uses(200)
                .on("2024-03-11T12:00")
                .sleepsUntil("2024-04-12")
                .invoices()
                .are(
                        "2024-03-01 to 2024-03-11T12:00: fee 10.00, unused -6.77, usage 1.00 = 4.23",
                        "2024-03-11T12:00 to 2024-04-11T12:00: fee 10.00, usage 2.00 = 12.00");
    }

    @Test
    void a_pause_has_no_periods_and_its_calls_are_nobodys() {
        given.customer()
                .on(basic)
                .from("2024-03-01")
                .uses(100)
                .on("2024-03-05")
                .sleepsUntil("2024-03-11T09:00")
                .pauses()
                .uses(5000)
                .on("2024-05-05")
                .sleepsUntil("2024-06-16T15:00")
                .resumes()
                .uses(200)
                .on("2024-06-20")
                .sleepsUntil("2024-08-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-03-11T09:00: fee 10.00, unused -6.77, usage 1.00 = 4.23",
                        "2024-06-16T15:00 to 2024-07-01: fee 5.00, usage 2.00 = 7.00",
                        "2024-07-01 to 2024-08-01: fee 10.00 = 10.00");
    }

    @Test
    void who_does_not_pay_is_past_due_and_billed_on() {
        CustomerStory story = given.customer().on(basic).from("2024-03-01");
        story.sleepsUntil("2024-05-01T00:59:59");
        assertThat(story.subscription().status()).isEqualTo(SubscriptionStatus.ACTIVE);
        story.sleepsUntil("2024-05-01T01:00");
        assertThat(story.subscription().status()).isEqualTo(SubscriptionStatus.PAST_DUE);
        story.invoices()
                .are(
                        "2024-03-01 to 2024-04-01: fee 10.00 = 10.00",
                        "2024-04-01 to 2024-05-01: fee 10.00 = 10.00");
    }
}
