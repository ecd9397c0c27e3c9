package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.invoice.InvoiceSettings;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a customer does for a year, each invoice is what the naive biller says. */
class RandomMonthsTest {
    /** So long to pay that nobody is past due, which pauses would be refused for. */
    private static final InvoiceSettings PATIENT = new InvoiceSettings(Duration.ofHours(1), 3650);

    /** As many as -Dhistories=200 says; rerun one with -Dseed=42. */
    static LongStream seeds() {
        Long one = Long.getLong("seed");
        return one != null
                ? LongStream.of(one)
                : LongStream.rangeClosed(1, Long.getLong("histories", 20));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void each_invoice_is_what_the_naive_biller_says(long seed) {
        Given given = new Given("2026-07-15T12:00:00Z", PATIENT);
        RandomHistory history = new RandomHistory(given, seed);
        history.live();
        assertThat(history.billed()).as("%s", history).isEqualTo(history.naive());
        given.check();
    }

    @Test
    void calls_that_only_one_of_them_was_told_are_seen() {
        Given given = new Given("2026-07-15T12:00:00Z", PATIENT);
        RandomHistory history = new RandomHistory(given, 1);
        history.live();
        assertThat(history.billed()).isNotEmpty().isNotEqualTo(history.naiveWithMoreCalls());
    }
}
