package io.fluxrouter.billing.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.journal.JournalSettings.SyncMode;
import io.fluxrouter.core.usage.UsageEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class JournalDiskTest {
    private static final int ENDLESS = 1_000_000;

    @TempDir Path directory;
    private JournalFolder folder = new JournalFolder(Path.of(""));

    @BeforeEach
    void useDirectory() {
        folder = new JournalFolder(directory);
    }

    @Test
    void whoever_reserved_is_never_refused_even_by_a_full_disk() {
        FailingDisk disk = new FailingDisk(5);
        RandomEvents random = new RandomEvents(1);
        try (Journal journal = folder.open(SyncMode.INTERVAL, disk)) {
            int reserved = 0;
            while (disk.refusedFiles.get() == 0 || journal.health().freeReservations() > 0) {
                if (journal.reserve()) reserved++;
            }
            assertThat(journal.reserve()).isFalse();
            assertThat(reserved).isEqualTo(5 * slotsOfOneFile());
            for (int i = 0; i < reserved; i++) {
                assertThat(journal.append(random.longest())).isCompleted();
            }
            assertThat(JournalFolder.readAll(journal)).hasSize(reserved);
            while (!journal.health().diskFull()) Thread.onSpinWait();
        }
    }

    @Test
    void short_events_leave_room_that_is_promised_again() {
        FailingDisk disk = new FailingDisk(2);
        RandomEvents random = new RandomEvents(2);
        int kept = 0;
        try (Journal journal = folder.open(SyncMode.INTERVAL, disk)) {
            while (disk.refusedFiles.get() == 0 || journal.health().freeReservations() > 0) {
                if (!journal.reserve()) continue;
                assertThat(journal.append(random.next())).isCompleted();
                kept++;
            }
            assertThat(kept).isGreaterThan(4 * slotsOfOneFile());
            assertThat(JournalFolder.readAll(journal)).hasSize(kept);
        }
    }

    @Test
    void a_released_reservation_can_be_had_again() {
        FailingDisk disk = new FailingDisk(1);
        try (Journal journal = folder.open(SyncMode.INTERVAL, disk)) {
            while (journal.reserve()) {}
            journal.release();
            assertThat(journal.reserve()).isTrue();
            assertThat(journal.reserve()).isFalse();
        }
    }

    @Test
    void once_there_is_space_again_reservations_succeed_again() {
        FailingDisk disk = new FailingDisk(1);
        try (Journal journal = folder.open(SyncMode.INTERVAL, disk)) {
            while (journal.reserve()) {}
            while (!journal.health().diskFull()) Thread.onSpinWait();
            assertThat(journal.health().accepting()).isFalse();
            disk.freeFiles.release(1);
            while (!journal.reserve()) Thread.onSpinWait();
            disk.freeFiles.release(ENDLESS);
            while (journal.health().diskFull()) Thread.onSpinWait();
            assertThat(journal.health().accepting()).isTrue();
        }
    }

    @Test
    void a_full_disk_does_not_keep_an_old_journal_from_opening() {
        List<UsageEvent> events = new RandomEvents(3).next(4);
        try (Journal journal = folder.open(SyncMode.INTERVAL, new FailingDisk(1))) {
            JournalFolder.keepAll(journal, events);
        }
        try (Journal journal = folder.open(SyncMode.INTERVAL, new FailingDisk(0))) {
            assertThat(JournalFolder.readAll(journal)).isEqualTo(events);
            assertThat(journal.reserve()).isTrue();
            assertThat(journal.append(new RandomEvents(4).next())).isCompleted();
            assertThat(JournalFolder.readAll(journal)).hasSize(5);
        }
    }

    @Test
    void under_always_an_append_is_complete_only_after_a_force() {
        FailingDisk disk = new FailingDisk(ENDLESS);
        try (Journal journal = folder.open(SyncMode.ALWAYS, disk)) {
            disk.forcesWait = true;
            RandomEvents random = new RandomEvents(5);
            reserve(journal, 3);
            CompletableFuture<Void> first = journal.append(random.next());
            CompletableFuture<Void> second = journal.append(random.next());
            CompletableFuture<Void> third = journal.append(random.next());
            assertThat(first).isNotDone();
            assertThat(second).isNotDone();
            disk.letOneForcePass();
            first.join();
            disk.letOneForcePass();
            // At most two forces: the first served whoever was there when it began.
            CompletableFuture.allOf(second, third).join();
            disk.forcesWait = false;
            disk.letOneForcePass();
        }
    }

    @Test
    void under_interval_an_append_does_not_wait_and_the_reader_waits_for_the_disk() {
        FailingDisk disk = new FailingDisk(ENDLESS);
        try (Journal journal = folder.open(SyncMode.INTERVAL, disk)) {
            disk.forcesWait = true;
            UsageEvent event = new RandomEvents(6).next();
            assertThat(journal.reserve()).isTrue();
            assertThat(journal.append(event)).isCompleted();
            var reading =
                    CompletableFuture.supplyAsync(() -> journal.read(JournalPosition.START, 10));
            assertThat(reading).isNotDone();
            disk.forcesWait = false;
            disk.letOneForcePass();
            assertThat(reading.join().events()).containsExactly(event);
        }
    }

    @Test
    void a_failed_force_fails_the_append_and_the_journal() {
        FailingDisk disk = new FailingDisk(ENDLESS);
        try (Journal journal = folder.open(SyncMode.ALWAYS, disk)) {
            UsageEvent safe = new RandomEvents(7).next();
            JournalFolder.keep(journal, safe);
            assertThat(journal.reserve()).isTrue();
            disk.forcesFail = true;
            assertThat(journal.append(new RandomEvents(8).next()).handle((v, e) -> e != null))
                    .succeedsWithin(Duration.ofSeconds(30))
                    .isEqualTo(true);
            assertThat(journal.health().state()).isEqualTo(JournalHealth.State.FAILED);
            assertThat(journal.reserve()).isFalse();
            assertThat(JournalFolder.readAll(journal)).containsExactly(safe);
        }
    }

    @Test
    void a_failed_write_fails_the_journal_and_costs_no_earlier_event() {
        List<UsageEvent> events = new RandomEvents(9).next(3);
        FailingDisk disk = new FailingDisk(ENDLESS);
        try (Journal journal = folder.open(SyncMode.INTERVAL, disk)) {
            JournalFolder.keepAll(journal, events);
            reserve(journal, 2);
            disk.writesFail = true;
            assertThat(journal.append(new RandomEvents(10).next())).isCompletedExceptionally();
            disk.writesFail = false;
            assertThat(journal.append(new RandomEvents(11).next())).isCompletedExceptionally();
            assertThat(journal.reserve()).isFalse();
            assertThat(JournalFolder.readAll(journal)).isEqualTo(events);
        }
        try (Journal journal = folder.open()) {
            assertThat(journal.health().tornBytes()).isPositive();
            assertThat(JournalFolder.readAll(journal)).isEqualTo(events);
        }
    }

    private static void reserve(Journal journal, int times) {
        for (int i = 0; i < times; i++) assertThat(journal.reserve()).isTrue();
    }

    private static int slotsOfOneFile() {
        return (JournalFolder.SEGMENT_BYTES - SegmentHeader.BYTES) / JournalRecord.MAX_BYTES;
    }
}
