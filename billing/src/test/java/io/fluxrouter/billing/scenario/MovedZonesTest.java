package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.core.refusal.ApiError;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/**
 * A customer who moves to another zone: the running period ends as it was begun, the next one goes
 * on from there, and each call is on one invoice. Times are UTC.
 */
class MovedZonesTest extends Story {

    /** The clocks of Berlin change in the month of the move, those of New York have changed. */
    @Test
    void who_moves_west_has_a_period_that_is_hours_longer() {
        given.customer()
                .in("Europe/Berlin")
                .on(given.plan("31", "1"))
                .from("2023-03-01")
                .sleepsUntil("2023-03-15")
                .movesTo("America/New_York")
                .in("UTC")
                .uses(1)
                .on("2023-03-31T21:59:59.999999Z")
                .uses(2)
                .on("2023-03-31T22:00:00Z")
                .uses(4)
                .on("2023-04-01T03:59:59.999999Z")
                .uses(8)
                .on("2023-04-01T04:00:00Z")
                .uses(16)
                .on("2023-05-01T03:59:59.999999Z")
                .uses(32)
                .on("2023-05-01T04:00:00Z")
                .sleepsUntil("2023-06-02")
                .invoices()
                .are(
                        "2023-02-28T23:00 to 2023-03-31T22:00: fee 31.00, usage 1.00 = 32.00",
                        "2023-03-31T22:00 to 2023-05-01T04:00: fee 31.00, usage 30.00 = 61.00",
                        "2023-05-01T04:00 to 2023-06-01T04:00: fee 31.00, usage 32.00 = 63.00");
    }

    /** The clocks of Berlin have changed already, those of New York change after the move. */
    @Test
    void who_moves_east_has_a_period_that_is_hours_shorter_and_costs_as_much() {
        given.customer()
                .in("America/New_York")
                .on(given.plan("31", "1"))
                .from("2023-10-01")
                .sleepsUntil("2023-10-31")
                .movesTo("Europe/Berlin")
                .in("UTC")
                .uses(1)
                .on("2023-11-01T03:59:59.999999Z")
                .uses(2)
                .on("2023-11-01T04:00:00Z")
                .uses(4)
                .on("2023-11-30T22:59:59.999999Z")
                .uses(8)
                .on("2023-11-30T23:00:00Z")
                .sleepsUntil("2024-01-02")
                .invoices()
                .are(
                        "2023-10-01T04:00 to 2023-11-01T04:00: fee 31.00, usage 1.00 = 32.00",
                        "2023-11-01T04:00 to 2023-11-30T23:00: fee 31.00, usage 6.00 = 37.00",
                        "2023-11-30T23:00 to 2023-12-31T23:00: fee 31.00, usage 8.00 = 39.00");
    }

    /** One call an hour. The hours that a day has too few or too many belong to the next one. */
    @Test
    void a_day_that_a_move_cuts_joins_the_next() {
        given.customer()
                .in("Europe/Berlin")
                .on(given.plan("day", "1", ChargePricing.perUnit("0.10")))
                .from("2023-03-25")
                .movesTo("America/New_York")
                .in("UTC")
                .callsEvery(Duration.ofHours(1), "2023-03-24T23:00:00Z", "2023-03-28T04:00:00Z")
                .sleepsUntil("2023-03-28T06:00:00Z")
                .invoices()
                .are(
                        "2023-03-24T23:00 to 2023-03-25T23:00: fee 1.00, usage 2.40 = 3.40",
                        "2023-03-25T23:00 to 2023-03-27T04:00: fee 1.00, usage 2.90 = 3.90",
                        "2023-03-27T04:00 to 2023-03-28T04:00: fee 1.00, usage 2.40 = 3.40");
    }

    @Test
    void of_several_moves_the_last_counts_and_to_stay_is_none() {
        CustomerStory story =
                given.customer()
                        .in("Europe/Berlin")
                        .on(given.plan("31", "1"))
                        .from("2023-03-31")
                        .movesTo("Asia/Tokyo")
                        .movesTo("Europe/Berlin");
        assertThat(story.subscription().calendar().nextZone()).isNull();
        story.movesTo("Asia/Tokyo").movesTo("Pacific/Auckland").sleepsUntil("2023-05-15");
        assertThat(story.subscription().zone()).isEqualTo(ZoneId.of("Pacific/Auckland"));
        assertThat(story.in("Pacific/Auckland").invoices().periods())
                .containsExactly("2023-03-31T11:00 to 2023-04-30T10:00");
        assertThat(story.subscription().period().span().end())
                .isEqualTo("2023-05-30T12:00:00Z")
                .isEqualTo(story.instant("2023-05-31"));
    }

    @Test
    void the_first_period_after_a_trial_is_in_the_new_zone() {
        given.customer()
                .on(given.plan("31", "1"))
                .withTrialUntil("2023-03-01")
                .from("2023-02-15")
                .movesTo("America/New_York")
                .uses(1)
                .on("2023-03-01T00:00:00Z")
                .uses(2)
                .on("2023-04-01T03:59:59.999999Z")
                .uses(4)
                .on("2023-04-01T04:00:00Z")
                .sleepsUntil("2023-05-02")
                .invoices()
                .are(
                        "2023-03-01 to 2023-04-01T04:00: fee 31.00, usage 3.00 = 34.00",
                        "2023-04-01T04:00 to 2023-05-01T04:00: fee 31.00, usage 4.00 = 35.00");
    }

    @Test
    void who_moves_in_a_pause_resumes_there() {
        given.customer()
                .on(given.plan("31", "1"))
                .from("2023-03-01")
                .sleepsUntil("2023-03-10")
                .pauses()
                .movesTo("America/New_York")
                .sleepsUntil("2023-03-20T04:00:00Z")
                .resumes()
                .sleepsUntil("2023-05-02")
                .invoices()
                .are(
                        "2023-03-01 to 2023-03-10: fee 31.00, unused -22.00 = 9.00",
                        "2023-03-20T04:00 to 2023-04-01T04:00: fee 12.00 = 12.00",
                        "2023-04-01T04:00 to 2023-05-01T04:00: fee 31.00 = 31.00");
    }

    @Test
    void what_ends_has_no_next_period_to_move_with() {
        CustomerStory story = given.customer().on(given.plan("31", "1")).from("2023-03-01");
        story.cancelsAtPeriodEnd();
        assertThatThrownBy(() -> story.movesTo("Asia/Tokyo"))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("ends with its period");
        story.sleepsUntil("2023-04-02");
        assertThatThrownBy(() -> story.movesTo("Asia/Tokyo"))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("has ended");
    }
}
