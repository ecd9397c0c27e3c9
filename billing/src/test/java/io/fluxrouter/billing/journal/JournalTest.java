package io.fluxrouter.billing.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.usage.UsageEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class JournalTest {
    @TempDir Path directory;
    private JournalFolder folder = new JournalFolder(Path.of(""));

    @BeforeEach
    void useDirectory() {
        folder = new JournalFolder(directory);
    }

    @Test
    void events_are_read_in_the_order_they_were_kept() {
        List<UsageEvent> events = new RandomEvents(1).next(500);
        try (Journal journal = folder.open()) {
            JournalFolder.keepAll(journal, events);
            assertThat(JournalFolder.readAll(journal)).isEqualTo(events);
        }
        assertThat(folder.files()).as("the test must cross files").hasSizeGreaterThan(3);
    }

    @Test
    void a_reopened_journal_goes_on_where_it_was() {
        RandomEvents random = new RandomEvents(2);
        List<UsageEvent> events = new ArrayList<>();
        JournalPosition before = JournalPosition.START;
        for (int round = 0; round < 5; round++) {
            List<UsageEvent> more = random.next(40);
            events.addAll(more);
            try (Journal journal = folder.open()) {
                assertThat(journal.end()).isGreaterThanOrEqualTo(before);
                JournalFolder.keepAll(journal, more);
                assertThat(journal.read(before, 1000).events()).isEqualTo(more);
                assertThat(JournalFolder.readAll(journal)).isEqualTo(events);
                assertThat(damage(journal)).isZero();
                before = journal.end();
            }
        }
    }

    @Test
    void opening_again_and_again_does_not_pile_up_files() {
        for (int i = 0; i < 10; i++) folder.open().close();
        assertThat(folder.files()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void a_reader_who_follows_many_writers_sees_each_event_once_and_in_order() throws Exception {
        int writers = 6;
        int each = 1_000;
        List<UsageEvent> seen = new ArrayList<>();
        var kept = new ConcurrentLinkedQueue<UsageEvent>();
        try (Journal journal = folder.open()) {
            List<Thread> threads = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                List<UsageEvent> events = new RandomEvents(writer).next(each);
                Thread.Builder builder = writer % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
                kept.addAll(events);
                threads.add(builder.start(() -> JournalFolder.keepAll(journal, events)));
            }
            JournalPosition position = JournalPosition.START;
            while (seen.size() < writers * each) {
                JournalBatch batch = journal.read(position, 64);
                assertThat(batch.next()).isGreaterThanOrEqualTo(position);
                seen.addAll(batch.events());
                position = batch.next();
                journal.discardBefore(position);
            }
            for (Thread thread : threads) thread.join();
            assertThat(journal.read(position, 64).events()).isEmpty();
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(kept).doesNotHaveDuplicates();
        for (int writer = 0; writer < writers; writer++) {
            List<UsageEvent> own = new RandomEvents(writer).next(each);
            List<UsageEvent> ownSeen = new ArrayList<>(seen);
            ownSeen.retainAll(new HashSet<>(own));
            assertThat(ownSeen).as("each writer's order is kept").isEqualTo(own);
        }
    }

    @Test
    void discarding_deletes_the_files_that_are_wholly_settled() {
        List<UsageEvent> events = new RandomEvents(3).next(400);
        try (Journal journal = folder.open()) {
            JournalFolder.keepAll(journal, events);
            JournalBatch settled = journal.read(JournalPosition.START, 200);
            journal.discardBefore(settled.next());
            assertThat(settled.next().segment()).isGreaterThan(1);
            assertThat(Segment.numberOf(folder.firstFile())).isEqualTo(settled.next().segment());
            assertThat(journal.read(settled.next(), 1000).events())
                    .isEqualTo(events.subList(200, 400));
            journal.discardBefore(journal.end());
            assertThat(Segment.numberOf(folder.firstFile())).isEqualTo(journal.end().segment());
        }
    }

    @Test
    void bytes_behind_a_position_shrink_to_none_as_it_moves_over_the_files() {
        try (Journal journal = folder.open()) {
            JournalFolder.keepAll(journal, new RandomEvents(5).next(300));
            JournalPosition position = JournalPosition.START;
            long before = Long.MAX_VALUE;
            while (journal.bytesBehind(position) > 0) {
                assertThat(journal.bytesBehind(position)).isLessThan(before);
                before = journal.bytesBehind(position);
                position = journal.read(position, 7).next();
            }
            assertThat(position).isEqualTo(journal.end());
            assertThat(position.segment()).isGreaterThan(1);
        }
    }

    @Test
    void sequence_numbers_go_on_after_everything_was_discarded() {
        JournalPosition settled;
        try (Journal journal = folder.open()) {
            JournalFolder.keepAll(journal, new RandomEvents(4).next(300));
            settled = journal.read(JournalPosition.START, 1000).next();
        }
        for (int round = 0; round < 3; round++) {
            try (Journal journal = folder.open()) {
                journal.discardBefore(settled);
                UsageEvent event = new RandomEvents(round).next();
                JournalFolder.keep(journal, event);
                JournalBatch batch = journal.read(settled, 10);
                assertThat(batch.events()).containsExactly(event);
                settled = batch.next();
                assertThat(journal.health().corruptRecords()).isZero();
            }
        }
    }

    @Test
    void a_position_behind_the_end_is_an_error_and_not_an_empty_batch() {
        try (Journal journal = folder.open()) {
            assertThatThrownBy(() -> journal.read(new JournalPosition(99, 64), 10))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_second_journal_on_the_same_directory_is_refused() {
        try (Journal journal = folder.open()) {
            assertThatThrownBy(folder::open).hasStackTraceContaining("another process");
            assertThatThrownBy(folder::open).hasStackTraceContaining("another process");
            JournalFolder.keep(journal, new RandomEvents(5).next());
        }
        folder.open().close();
    }

    @Test
    void an_interrupted_writer_keeps_its_event_and_harms_nobody() throws Exception {
        List<UsageEvent> events = new RandomEvents(6).next(2_000);
        try (Journal journal = folder.open()) {
            Thread writer =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        Thread.currentThread().interrupt();
                                        JournalFolder.keepAll(journal, events);
                                    });
            while (writer.isAlive()) writer.interrupt();
            writer.join();
            JournalFolder.keep(journal, new RandomEvents(7).next());
            assertThat(journal.health().state()).isEqualTo(JournalHealth.State.OPEN);
            assertThat(JournalFolder.readAll(journal))
                    .hasSize(2_001)
                    .startsWith(events.toArray(new UsageEvent[0]));
        }
    }

    @Test
    void an_append_wakes_whoever_asked() {
        AtomicInteger woken = new AtomicInteger();
        try (Journal journal = folder.open()) {
            journal.onAppend(woken::incrementAndGet);
            JournalFolder.keepAll(journal, new RandomEvents(8).next(3));
        }
        assertThat(woken).hasValue(3);
    }

    @Test
    void a_closed_journal_refuses() {
        Journal journal = folder.open();
        assertThat(journal.reserve()).isTrue();
        journal.close();
        assertThat(journal.reserve()).isFalse();
        assertThat(journal.append(new RandomEvents(9).next())).isCompletedExceptionally();
        assertThat(journal.health().accepting()).isFalse();
        journal.close();
    }

    @Test
    void an_append_without_a_reservation_is_a_mistake() {
        try (Journal journal = folder.open()) {
            assertThatThrownBy(() -> journal.append(new RandomEvents(9).next()))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(JournalFolder.readAll(journal)).isEmpty();
        }
    }

    private static long damage(Journal journal) {
        JournalHealth health = journal.health();
        return health.corruptRecords() + health.damagedBytes() + health.tornBytes();
    }
}
