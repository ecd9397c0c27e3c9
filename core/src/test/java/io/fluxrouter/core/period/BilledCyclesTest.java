package io.fluxrouter.core.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.period.BilledCycles.Term;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dates and cycles of Kill Bill's own tests of proration in advance. */
class BilledCyclesTest {

    @ParameterizedTest
    @CsvSource({
        "2011-02-01,           , 2011-01-31, 13, month, , 0, ",
        "2011-02-01,           , 2011-02-01, 13, month, 12/31, 0, ",
        "2011-02-01,           , 2011-02-04, 13, month, 12/31, 0, ",
        "2011-02-01,           , 2011-02-13, 13, month, 12/31, 1, ",
        "2011-02-01,           , 2011-04-13, 13, month, 12/31, 3, ",
        "2011-02-01, 2011-04-13, 2011-04-10, 13, month, 12/31, 2, ",
        "2011-02-01, 2011-04-13, 2011-04-13, 13, month, 12/31, 2, ",
        "2011-01-01, 2011-02-27, 2011-01-22, 15, month, 14/31, 1, ",
        "2011-01-01, 2011-02-27, 2011-02-26, 15, month, 14/31, 1, 12/28",
        "2011-01-01, 2011-02-27, 2011-03-07, 15, month, 14/31, 1, 12/28",
        "2011-01-01, 2011-04-27, 2011-02-26, 15, month, 14/31, 2, ",
        "2011-01-01, 2011-01-05, 2011-01-04, 15, month, 4/31, 0, ",
        "2011-01-01, 2011-01-01, 2011-01-04, 15, month, , 0, ",
        "2010-06-17, 2010-07-25, 2010-07-17, 17, month, , 1, 8/31",
        "2010-06-17, 2011-06-25, 2011-06-17, 17, year,  , 1, 8/366",
        "2011-02-01,           , 2011-02-01, 13, year,  12/365, 0, ",
        "2011-02-01,           , 2011-03-31, 31, month, 27/28, 2, "
    })
    void cycles_are_billed_on_their_first_day_and_parts_by_the_cycle_they_are_in(
            LocalDate start,
            @Nullable LocalDate end,
            LocalDate billedUntil,
            int billDay,
            String interval,
            @Nullable String first,
            long whole,
            @Nullable String last) {
        BilledCycles billed =
                BilledCycles.inAdvance(
                        new Term(start, end, billedUntil),
                        BillingInterval.byKey(interval).orElseThrow(),
                        billDay);
        assertThat(billed.first()).isEqualTo(share(first));
        assertThat(billed.whole()).isEqualTo(whole);
        assertThat(billed.last()).isEqualTo(share(last));
    }

    private static @Nullable Share share(@Nullable String text) {
        if (text == null) return null;
        String[] parts = text.split("/", -1);
        return new Share(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
}
