package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.ChargePricing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Days on the wall clock, whatever their length: one call in each hour of real time. */
class ZonesTest extends Story {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    private BillingPlan daily() {
        return given.plan("day", "1", ChargePricing.perUnit("0.10"));
    }

    @Test
    void a_day_of_new_york_has_23_hours_in_march_and_25_in_november() {
        given.customer()
                .in("America/New_York")
                .on(daily())
                .from("2023-03-11")
                .callsEvery(HOUR, "2023-03-11", "2023-03-14")
                .sleepsUntil("2023-03-14T02:00")
                .invoices()
                .are(
                        "2023-03-11 to 2023-03-12: fee 1.00, usage 2.40 = 3.40",
                        "2023-03-12 to 2023-03-13: fee 1.00, usage 2.30 = 3.30",
                        "2023-03-13 to 2023-03-14: fee 1.00, usage 2.40 = 3.40");
        given.customer()
                .in("America/New_York")
                .on(daily())
                .from("2023-11-04")
                .callsEvery(HOUR, "2023-11-04", "2023-11-07")
                .sleepsUntil("2023-11-07T02:00")
                .invoices()
                .are(
                        "2023-11-04 to 2023-11-05: fee 1.00, usage 2.40 = 3.40",
                        "2023-11-05 to 2023-11-06: fee 1.00, usage 2.50 = 3.50",
                        "2023-11-06 to 2023-11-07: fee 1.00, usage 2.40 = 3.40");
    }

    @Test
    void a_month_of_new_york_is_a_month_whatever_its_hours() {
        given.customer()
                .in("America/New_York")
                .on(given.plan("31", "1"))
                .from("2023-03-01")
                .uses(1)
                .on("2023-04-01T03:59:59.999999Z")
                .uses(2)
                .on("2023-04-01T04:00:00Z")
                .sleepsUntil("2023-05-02")
                .invoices()
                .are(
                        "2023-03-01 to 2023-04-01: fee 31.00, usage 1.00 = 32.00",
                        "2023-04-01 to 2023-05-01: fee 31.00, usage 2.00 = 33.00");
    }

    @Test
    void lord_howe_moves_its_clocks_by_half_an_hour() {
        given.customer()
                .in("Australia/Lord_Howe")
                .on(daily())
                .from("2023-04-01")
                .callsEvery(HALF_HOUR, "2023-04-01", "2023-04-04")
                .sleepsUntil("2023-04-04T02:00")
                .invoices()
                .are(
                        "2023-04-01 to 2023-04-02: fee 1.00, usage 4.80 = 5.80",
                        "2023-04-02 to 2023-04-03: fee 1.00, usage 4.90 = 5.90",
                        "2023-04-03 to 2023-04-04: fee 1.00, usage 4.80 = 5.80");
        given.customer()
                .in("Australia/Lord_Howe")
                .on(daily())
                .from("2023-09-30")
                .callsEvery(HALF_HOUR, "2023-09-30", "2023-10-03")
                .sleepsUntil("2023-10-03T02:00")
                .invoices()
                .are(
                        "2023-09-30 to 2023-10-01: fee 1.00, usage 4.80 = 5.80",
                        "2023-10-01 to 2023-10-02: fee 1.00, usage 4.70 = 5.70",
                        "2023-10-02 to 2023-10-03: fee 1.00, usage 4.80 = 5.80");
    }

    @Test
    void berlin_has_a_short_sunday_and_a_long_one() {
        given.customer()
                .in("Europe/Berlin")
                .on(daily())
                .from("2023-03-26")
                .callsEvery(HOUR, "2023-03-26", "2023-03-27")
                .sleepsUntil("2023-03-27T02:00")
                .invoices()
                .are("2023-03-26 to 2023-03-27: fee 1.00, usage 2.30 = 3.30");
        given.customer()
                .in("Europe/Berlin")
                .on(daily())
                .from("2023-10-29")
                .callsEvery(HOUR, "2023-10-29", "2023-10-30")
                .sleepsUntil("2023-10-30T02:00")
                .invoices()
                .are("2023-10-29 to 2023-10-30: fee 1.00, usage 2.50 = 3.50");
    }

    @Test
    void an_offset_stays_where_it_is_when_the_region_moves_its_clocks() {
        given.customer()
                .in("-05:00")
                .on(given.plan("31", "1"))
                .from("2023-03-01")
                .uses(1)
                .on("2023-04-01T04:00:00Z")
                .uses(2)
                .on("2023-04-01T04:59:59.999999Z")
                .uses(4)
                .on("2023-04-01T05:00:00Z")
                .sleepsUntil("2023-05-02")
                .invoices()
                .are(
                        "2023-03-01 to 2023-04-01: fee 31.00, usage 3.00 = 34.00",
                        "2023-04-01 to 2023-05-01: fee 31.00, usage 4.00 = 35.00");
    }

    /** Wherever the customer is: the year of a number is that of UTC when it is given. */
    @Test
    void a_number_is_of_the_year_in_which_it_is_given() {
        assertThat(numberOf("Pacific/Auckland", "2023-12-30T22:59:59.999Z"))
                .startsWith("INV-2023-");
        assertThat(numberOf("Pacific/Auckland", "2023-12-30T23:00:00Z")).startsWith("INV-2024-");
        assertThat(numberOf("America/Los_Angeles", "2023-12-30T23:00:00Z")).startsWith("INV-2024-");
    }

    /** Of a day that begins then, which is over a day later, and final an hour after that. */
    private String numberOf(String zone, String start) {
        return String.valueOf(
                given.customer()
                        .in(zone)
                        .on(daily())
                        .from(start)
                        .sleepsUntil("2024-01-01T00:30:00Z")
                        .invoices()
                        .all()
                        .getFirst()
                        .number());
    }

    @Test
    void samoa_skipped_a_day_and_nobody_pays_for_it() {
        given.customer()
                .in("Pacific/Apia")
                .on(daily())
                .from("2011-12-28")
                .callsEvery(HOUR, "2011-12-28", "2012-01-01")
                .sleepsUntil("2012-01-01T02:00")
                .invoices()
                .are(
                        "2011-12-28 to 2011-12-29: fee 1.00, usage 2.40 = 3.40",
                        "2011-12-29 to 2011-12-31: fee 1.00, usage 2.40 = 3.40",
                        "2011-12-31 to 2012-01-01: fee 1.00, usage 2.40 = 3.40");
    }
}
