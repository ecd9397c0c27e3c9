package io.fluxrouter.billing.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.journal.Journal;
import io.fluxrouter.billing.journal.JournalSettings;
import io.fluxrouter.billing.usage.UsageEvents;
import io.fluxrouter.billing.verify.Finding;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.usage.UsageEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One event that cannot be settled does not hold up the others, and is not forgotten either. */
class RejectedEventsTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SettledWorld world = new SettledWorld("2026-03-10T12:00:00Z");
    private final UUID customer = world.customerOn("scale");
    private final Journal journal;
    private final Counts counts = new Counts();

    RejectedEventsTest(@TempDir Path directory) {
        journal = Journal.open(JournalSettings.in(directory.resolve("journal")));
    }

    @AfterEach
    void close() {
        journal.close();
        world.close();
    }

    @Test
    void usage_of_a_customer_that_is_no_more_is_set_aside_whole() throws Exception {
        UUID gone = world.prepaidCustomer();
        world.jdbi.useHandle(
                handle -> {
                    handle.execute("DELETE FROM spend_account WHERE id = ?", gone);
                    handle.execute("DELETE FROM customer WHERE id = ?", gone);
                });
        UsageEvent lost = Event.of(gone, NOW, "0.07").event();
        settle(List.of(cent(), lost, cent()));

        assertThat(world.account(customer).settled()).isEqualTo(Money.usd("0.02"));
        assertThat(stored(lost.id())).isEqualTo(lost);
        assertThat(counts.rejected).containsExactly(Map.entry(Rejection.UNKNOWN_CUSTOMER, 1));
        assertThat(world.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.table()).isEqualTo("rejected_event");
                            assertThat(finding.row()).contains(lost.id() + "", gone + "");
                            assertThat(finding.found()).startsWith("unknown_customer: ");
                        });
    }

    @Test
    void what_was_resolved_by_hand_is_no_finding() throws Exception {
        settle(List.of(cent(), Event.of(UUID.randomUUID(), NOW, "0.07").event()));
        world.jdbi.useHandle(
                handle ->
                        handle.execute(
                                """
                                UPDATE rejected_event SET resolved_at = now(), resolution = 'written off'
                                """));
        assertThat(world.findings()).isEmpty();
    }

    @Test
    void an_event_that_no_table_can_hold_is_found_among_thousands() throws Exception {
        // Later than PostgreSQL's last day, so that its row cannot even be written as bytes.
        UsageEvent absurd =
                Event.of(customer, Instant.parse("+300000-01-01T00:00:00Z"), "1").event();
        List<UsageEvent> events = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) events.add(i == 1_600 ? absurd : cent());
        settle(events);

        assertThat(world.count("usage_event")).isEqualTo(2_499);
        assertThat(world.account(customer).settled()).isEqualTo(Money.usd("24.99"));
        assertThat(counts.rejected).containsExactly(Map.entry(Rejection.NOT_STORABLE, 1));
        assertThat(world.findings()).extracting(Finding::table).containsExactly("rejected_event");
    }

    @Test
    void whatever_the_mixture_the_sound_events_are_settled_and_only_those() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        world.jdbi.useHandle(
                handle ->
                        handle.execute(
                                """
                                ALTER TABLE usage_event ADD CONSTRAINT planted CHECK (model <> 'poison')
                                """));
        List<UsageEvent> events = new ArrayList<>();
        int sound = 0;
        for (int i = 0; i < 300; i++) {
            switch (random.nextInt(60)) {
                case 0 -> events.add(Event.of(customer, NOW, "0.01").model("poison").event());
                case 1 -> events.add(Event.of(UUID.randomUUID(), NOW, "0.01").event());
                default -> {
                    events.add(cent());
                    sound++;
                }
            }
        }
        settle(events);

        assertThat(world.count("usage_event")).isEqualTo(sound);
        assertThat(world.account(customer).settled()).isEqualTo(Money.ofNanos(sound * 10_000_000L));
        assertThat(world.count("rejected_event")).isEqualTo(300 - sound);
        assertThat(counts.rejected.values().stream().mapToInt(n -> n).sum()).isEqualTo(300 - sound);
        assertThat(counts.settled).hasValue(sound);
        assertThat(world.findings())
                .allSatisfy(finding -> assertThat(finding.table()).isEqualTo("rejected_event"));
    }

    @Test
    void an_event_set_aside_stays_so_when_the_journal_is_replayed() {
        UsageEvent lost = Event.of(UUID.randomUUID(), NOW, "0.07").event();
        var start = world.end("a");
        world.deliver("a", List.of(lost, cent()), start, true);
        world.deliver("a", List.of(lost), world.end("a"), true);
        assertThat(world.count("rejected_event")).isOne();
        assertThat(world.count("usage_event")).isOne();
    }

    private UsageEvent cent() {
        return Event.of(customer, NOW, "0.01").event();
    }

    private void settle(List<UsageEvent> events) throws Exception {
        for (UsageEvent event : events) {
            while (!journal.reserve()) Thread.onSpinWait();
            journal.append(event).join();
        }
        UUID node = UUID.randomUUID();
        try (Settler settler = Settler.start(world.jdbi, node, journal, () -> NOW, counts)) {
            assertThat(settler.awaitSettled(journal.end(), PATIENCE)).isTrue();
            assertThat(settler.health().waiting()).isZero();
            assertThat(settler.health().waitingBytes()).isZero();
        }
    }

    /** Put back into the table it was refused by, to see that nothing is missing. */
    private UsageEvent stored(UUID id) {
        return world.jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT e.* FROM rejected_event r,
                                            jsonb_populate_record(null::usage_event, r.event) e
                                        WHERE r.id = :id
                                        """)
                                .bind("id", id)
                                .map((row, context) -> UsageEvents.read(row))
                                .one());
    }

    /** What a listener was told. */
    private static final class Counts implements SettleListener {
        private final Map<Rejection, Integer> rejected = new ConcurrentHashMap<>();
        private final AtomicInteger settled = new AtomicInteger();

        @Override
        public void settled(int events, Duration took) {
            assertThat(took).isPositive();
            settled.addAndGet(events);
        }

        @Override
        public void rejected(Rejection reason, int events) {
            rejected.merge(reason, events, Integer::sum);
        }
    }
}
