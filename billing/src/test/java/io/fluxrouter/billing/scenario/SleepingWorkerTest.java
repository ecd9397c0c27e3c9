package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Months by the system's time: awake, asleep, and on a test clock they come to the same. */
class SleepingWorkerTest {
    private static final String[] EXPECTED = {
        "2024-01-31 to 2024-02-29: fee 10.00, usage 1.00 = 11.00",
        "2024-02-29 to 2024-03-31: fee 10.00, usage 2.00 = 12.00",
        "2024-03-31 to 2024-04-30: fee 10.00, usage 3.00 = 13.00"
    };

    @Test
    void a_worker_that_slept_for_three_months_makes_three_invoices() {
        Given given = new Given("2024-01-01T00:00:00Z");
        CustomerStory story =
                given.customerOfSystemTime()
                        .on(given.plan("10", "0.01"))
                        .from("2024-01-31")
                        .workerSleeps();
        months(story).workerWakes().sleepsUntil("2024-05-15T00:00").sleepsUntil("2024-05-15T02:00");
        story.invoices().are(EXPECTED);
        assertThat(story.subscription().period().number()).isEqualTo(4);
        given.check();
    }

    @Test
    void a_worker_that_was_awake_makes_the_same() {
        Given given = new Given("2024-01-01T00:00:00Z");
        CustomerStory story =
                given.customerOfSystemTime().on(given.plan("10", "0.01")).from("2024-01-31");
        months(story)
                .sleepsUntil("2024-05-01")
                .sleepsUntil("2024-05-15T02:00")
                .invoices()
                .are(EXPECTED);
        given.check();
    }

    @Test
    void a_test_clock_makes_the_same() {
        Given given = new Given("2026-07-15T12:00:00Z");
        CustomerStory story = given.customer().on(given.plan("10", "0.01")).from("2024-01-31");
        months(story).sleepsUntil("2024-05-15T02:00").invoices().are(EXPECTED);
        given.check();
    }

    @Test
    void a_clock_that_steps_back_and_workers_that_disagree_bill_nothing_twice() {
        Given given = new Given("2024-01-01T00:00:00Z");
        CustomerStory story =
                given.customerOfSystemTime().on(given.plan("10", "0.01")).from("2024-01-31");
        story.uses(100)
                .on("2024-02-10")
                .sleepsUntil("2024-02-29T00:00")
                .sleepsUntil("2024-02-28T23:50")
                .sleepsUntil("2024-02-29T01:00")
                .sleepsUntil("2024-02-29T00:00")
                .sleepsUntil("2024-02-28T23:00")
                .uses(200)
                .on("2024-03-10")
                .sleepsUntil("2024-03-31T00:10")
                .sleepsUntil("2024-03-31T00:00")
                .sleepsUntil("2024-03-31T01:10");
        story.invoices().are(EXPECTED[0], EXPECTED[1]);
        given.check();
    }

    private static CustomerStory months(CustomerStory story) {
        return story.uses(100)
                .on("2024-02-10")
                .sleepsUntil("2024-03-01")
                .uses(200)
                .on("2024-03-10")
                .sleepsUntil("2024-04-01T02:00")
                .uses(300)
                .on("2024-04-10");
    }
}
