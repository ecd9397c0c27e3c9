package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.plan.ChargePricing;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Borders are counted from the anchor: what short months cut off comes back after them. */
class AnchorsTest extends Story {

    @ParameterizedTest
    @ValueSource(ints = {29, 30, 31})
    void six_years_of_months_from_the_last_days_of_january(int day) {
        CustomerStory story =
                given.customer()
                        .on(given.plan("10", "0.01"))
                        .from("2023-01-" + day)
                        .sleepsUntil("2029-01-" + day + "T12:00");
        List<String> expected = new ArrayList<>();
        YearMonth month = YearMonth.of(2023, 1);
        for (int i = 0; i < 72; i++) {
            expected.add(
                    billDay(month.plusMonths(i), day)
                            + " to "
                            + billDay(month.plusMonths(i + 1), day));
        }
        assertThat(story.invoices().periods()).isEqualTo(expected);
        assertThat(story.invoices().texts()).allMatch(text -> text.endsWith(": fee 10.00 = 10.00"));
    }

    private static LocalDate billDay(YearMonth month, int day) {
        return month.atDay(Math.min(day, month.lengthOfMonth()));
    }

    @Test
    void a_year_from_a_leap_day_ends_on_the_last_of_february_and_finds_the_next_leap_day() {
        given.customer()
                .on(given.plan("year", "100", ChargePricing.perUnit("0.01")))
                .from("2024-02-29")
                .uses(100)
                .on("2025-02-27T23:59:59.999999")
                .uses(200)
                .on("2025-02-28")
                .sleepsUntil("2028-03-01")
                .invoices()
                .are(
                        "2024-02-29 to 2025-02-28: fee 100.00, usage 1.00 = 101.00",
                        "2025-02-28 to 2026-02-28: fee 100.00, usage 2.00 = 102.00",
                        "2026-02-28 to 2027-02-28: fee 100.00 = 100.00",
                        "2027-02-28 to 2028-02-29: fee 100.00 = 100.00");
    }

    @Test
    void the_last_of_august_and_of_december() {
        assertThat(
                        given.customer()
                                .on(given.plan("10", "0.01"))
                                .from("2023-08-31")
                                .sleepsUntil("2024-01-01")
                                .invoices()
                                .periods())
                .containsExactly(
                        "2023-08-31 to 2023-09-30",
                        "2023-09-30 to 2023-10-31",
                        "2023-10-31 to 2023-11-30",
                        "2023-11-30 to 2023-12-31");
        assertThat(
                        given.customer()
                                .on(given.plan("10", "0.01"))
                                .from("2023-12-31")
                                .sleepsUntil("2024-04-01")
                                .invoices()
                                .periods())
                .containsExactly(
                        "2023-12-31 to 2024-01-31",
                        "2024-01-31 to 2024-02-29",
                        "2024-02-29 to 2024-03-31");
    }

    @Test
    void an_anchor_in_the_afternoon_stays_there() {
        assertThat(
                        given.customer()
                                .on(given.plan("10", "0.01"))
                                .from("2024-01-31T15:00")
                                .sleepsUntil("2024-04-01")
                                .invoices()
                                .periods())
                .containsExactly(
                        "2024-01-31T15:00 to 2024-02-29T15:00",
                        "2024-02-29T15:00 to 2024-03-31T15:00");
    }
}
