package io.fluxrouter.billing.scenario;

import io.fluxrouter.billing.plan.BillingPlan;
import org.junit.jupiter.api.Test;

/** What is told late about the moment before a change of mind, and the moment of it. */
class LateBordersTest extends Story {
    private final BillingPlan plan = given.plan("10", "1");

    @Test
    void each_side_of_a_change_of_plan_has_its_own_price() {
        given.customer()
                .on(plan)
                .from("2024-03-01")
                .sleepsUntil("2024-03-11")
                .changesTo(given.plan("10", "2"))
                .uses(8)
                .of("2024-03-10T23:59:59.999999")
                .on("2024-04-05")
                .uses(16)
                .of("2024-03-11")
                .on("2024-04-05")
                .sleepsUntil("2024-05-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-04-01: fee 10.00, unused -6.77, remaining 6.77 = 10.00",
                        "2024-04-01 to 2024-05-01: fee 10.00, adjustment 8.00, adjustment 32.00"
                                + " = 50.00");
    }

    @Test
    void a_trial_costs_nothing_however_late_it_is_told() {
        given.customer()
                .on(plan)
                .withTrialUntil("2024-03-15")
                .from("2024-03-01")
                .uses(8)
                .of("2024-03-14T23:59:59.999999")
                .on("2024-04-16")
                .uses(16)
                .of("2024-03-15")
                .on("2024-04-16")
                .sleepsUntil("2024-05-16")
                .invoices()
                .are(
                        "2024-03-15 to 2024-04-15: fee 10.00 = 10.00",
                        "2024-04-15 to 2024-05-15: fee 10.00, adjustment 16.00 = 26.00");
    }

    @Test
    void a_cancellation_ends_what_can_be_late() {
        given.customer()
                .on(plan)
                .from("2024-03-01")
                .sleepsUntil("2024-03-11T12:00")
                .cancels()
                .uses(8)
                .of("2024-03-11T11:59:59.999999")
                .on("2024-03-12")
                .uses(16)
                .of("2024-03-11T12:00")
                .on("2024-03-12")
                .sleepsUntil("2024-04-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-03-11T12:00: fee 10.00, unused -6.77 = 3.23",
                        "late, 2024-03-01 to 2024-03-11T12:00: adjustment 8.00 = 8.00");
    }

    @Test
    void what_is_late_for_the_time_before_a_pause_stands_on_the_invoice_after_it() {
        given.customer()
                .on(plan)
                .from("2024-03-01")
                .sleepsUntil("2024-03-11T09:00")
                .pauses()
                .uses(8)
                .of("2024-03-11T08:59:59.999999")
                .on("2024-03-12")
                .uses(16)
                .of("2024-03-11T09:00")
                .on("2024-03-12")
                .sleepsUntil("2024-03-16T15:00")
                .resumes()
                .sleepsUntil("2024-04-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-03-11T09:00: fee 10.00, unused -6.77 = 3.23",
                        "2024-03-16T15:00 to 2024-04-01: fee 5.16, adjustment 8.00 = 13.16");
    }

    @Test
    void what_was_told_and_taken_back_is_given_back_on_the_next_invoice() {
        CustomerStory story =
                given.customer()
                        .on(plan)
                        .from("2024-03-01")
                        .uses(8)
                        .on("2024-03-31T23:59:59.999999");
        story.sleepsUntil("2024-04-10")
                .takesBack(story.lastEvent())
                .uses(4)
                .on("2024-04-30T23:59:59.999999");
        story.sleepsUntil("2024-05-01T00:59:59");
        story.corrects(story.lastEvent(), "5");
        story.sleepsUntil("2024-05-02")
                .invoices()
                .are(
                        "2024-03-01 to 2024-04-01: fee 10.00, usage 8.00 = 18.00",
                        "2024-04-01 to 2024-05-01: fee 10.00, usage 5.00, adjustment -8.00 = 7.00");
    }
}
