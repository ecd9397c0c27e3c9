package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.invoice.InvoiceSettings;
import io.fluxrouter.core.meter.Aggregation;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a customer does for a year, each invoice is what the naive biller says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomMonthsTest {
    /** So long to pay that nobody is past due, which pauses would be refused for. */
    private static final InvoiceSettings PATIENT = new InvoiceSettings(Duration.ofHours(1), 3650);

    /** Histories that share a world, before another begins small again. */
    private static final int TOGETHER = 100;

    private Given given = new Given("2026-07-15T12:00:00Z", PATIENT);
    private int histories;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.fluxrouter.billing.Seeds#twenty")
    void each_invoice_is_what_the_naive_biller_says(long seed) {
        if (++histories % TOGETHER == 0) {
            given.check();
            given = new Given("2026-07-15T12:00:00Z", PATIENT);
        }
        RandomHistory history = new RandomHistory(given, seed);
        history.live();
        assertThat(history.billed()).as("%s", history).isEqualTo(history.naive());
    }

    @Test
    void calls_that_only_one_of_them_was_told_are_seen() {
        RandomHistory history = new RandomHistory(given, 1);
        history.live();
        assertThat(history.billed()).isNotEmpty().isNotEqualTo(history.naiveWithMoreCalls());
    }

    @Test
    void a_few_histories_know_every_way_to_count_and_every_price() {
        List<NaivePlan> plans =
                LongStream.rangeClosed(1, 20)
                        .boxed()
                        .flatMap(seed -> RandomHistory.plansOf(seed).stream())
                        .toList();
        assertThat(plans).extracting(NaivePlan::kind).containsAll(RandomPlans.KINDS).hasSize(60);
        assertThat(plans)
                .extracting(plan -> plan.meter().aggregation())
                .contains(Stream.of(Aggregation.values()).map(Enum::name).toArray(String[]::new));
    }

    @AfterAll
    void the_world_is_sound() {
        given.check();
    }
}
