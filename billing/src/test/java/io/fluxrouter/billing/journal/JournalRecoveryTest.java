package io.fluxrouter.billing.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.fluxrouter.core.usage.UsageEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class JournalRecoveryTest {
    private static final int EVENTS = 12;
    private static final Logger LOG =
            (Logger) LoggerFactory.getLogger(Journal.class.getPackageName());

    @TempDir Path directory;
    private JournalFolder original = new JournalFolder(Path.of(""));
    private List<UsageEvent> events = List.of();
    private int lastRecordAt;
    private int end;

    @BeforeAll
    static void doNotPrintThousandsOfExpectedErrors() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void printAgain() {
        LOG.setLevel(null);
    }

    @BeforeEach
    void writeOneFile() {
        original = new JournalFolder(directory.resolve("original"));
        events = new RandomEvents(1).next(EVENTS);
        try (Journal journal = original.open()) {
            JournalFolder.keepAll(journal, events.subList(0, EVENTS - 1));
            lastRecordAt = (int) journal.end().offset();
            JournalFolder.keep(journal, events.getLast());
            end = (int) journal.end().offset();
        }
    }

    @Test
    void a_last_record_torn_at_any_byte_costs_itself_alone() throws IOException {
        for (int cut = lastRecordAt; cut < end; cut++) {
            byte[] file = Files.readAllBytes(original.firstFile());
            Arrays.fill(file, cut, file.length, (byte) 0);
            assertOnlyTheLastIsLost(file, cut > lastRecordAt);
        }
    }

    @Test
    void a_file_that_ends_within_the_last_record_costs_that_record_alone() throws IOException {
        byte[] file = Files.readAllBytes(original.firstFile());
        for (int cut = lastRecordAt; cut < end; cut++) {
            assertOnlyTheLastIsLost(Arrays.copyOf(file, cut), cut > lastRecordAt);
        }
    }

    @Test
    void garbage_behind_a_torn_record_is_not_taken_for_one() throws IOException {
        Random random = new Random(7);
        for (int cut = lastRecordAt; cut < end; cut += 3) {
            byte[] file = Files.readAllBytes(original.firstFile());
            byte[] garbage = new byte[file.length - cut];
            random.nextBytes(garbage);
            System.arraycopy(garbage, 0, file, cut, garbage.length);
            assertOnlyTheLastIsLost(file, true);
        }
    }

    private void assertOnlyTheLastIsLost(byte[] file, boolean torn) throws IOException {
        JournalFolder copy = original.copyTo(directory.resolve("copy"));
        Files.write(copy.firstFile(), file);
        UsageEvent next = new RandomEvents(2).next();
        try (Journal journal = copy.open()) {
            assertThat(JournalFolder.readAll(journal)).isEqualTo(events.subList(0, EVENTS - 1));
            assertThat(journal.health().tornBytes() > 0).isEqualTo(torn);
            JournalFolder.keep(journal, next);
        }
        try (Journal journal = copy.open()) {
            assertThat(JournalFolder.readAll(journal)).hasSize(EVENTS).endsWith(next);
            assertThat(journal.health().tornBytes()).as("cut once").isZero();
        }
        deleteTree(copy.path());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void a_flipped_bit_costs_its_own_record_alone_and_is_reported(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            byte[] file = Files.readAllBytes(original.firstFile());
            int at = random.nextInt(round % 10 == 0 ? file.length : end);
            file[at] ^= (byte) (1 << random.nextInt(8));
            List<UsageEvent> expected = undamaged(file);
            JournalFolder copy = original.copyTo(directory.resolve("copy"));
            Files.write(copy.firstFile(), file);
            try (Journal journal = copy.open()) {
                assertThat(JournalFolder.readAll(journal))
                        .as("seed %s, flip at %s", seed, at)
                        .isEqualTo(expected)
                        .hasSizeGreaterThanOrEqualTo(EVENTS - 1);
                JournalHealth health = journal.health();
                assertThat(health.damagedBytes() + health.tornBytes())
                        .as("seed %s, flip at %s is reported", seed, at)
                        .isPositive();
            }
            assertThat(copy.path().resolve("damaged")).isNotEmptyDirectory();
            deleteTree(copy.path());
        }
    }

    @Test
    void missing_events_between_sound_ones_are_counted() throws IOException {
        byte[] file = Files.readAllBytes(original.firstFile());
        int second = nextRecord(file, SegmentHeader.BYTES);
        int fourth = nextRecord(file, nextRecord(file, second));
        Arrays.fill(file, second, fourth, (byte) 0); // a page that never reached the disk
        Files.write(original.firstFile(), file);
        try (Journal journal = original.open()) {
            assertThat(journal.health().corruptRecords()).isEqualTo(2);
            assertThat(JournalFolder.readAll(journal))
                    .hasSize(EVENTS - 2)
                    .containsSubsequence(events.get(0), events.get(3), events.get(4));
        }
    }

    @Test
    void a_file_that_vanished_is_noticed() throws IOException {
        try (Journal journal = original.open()) {
            JournalFolder.keepAll(journal, new RandomEvents(2).next(300));
        }
        Files.delete(original.files().get(2));
        try (Journal journal = original.open()) {
            long missing = journal.health().corruptRecords();
            assertThat(missing).isPositive();
            assertThat(JournalFolder.readAll(journal)).hasSize(EVENTS + 300 - (int) missing);
        }
    }

    @Test
    void a_settled_position_behind_a_cut_tail_skips_nothing() throws IOException {
        JournalPosition settled;
        try (Journal journal = original.open()) {
            settled = journal.read(JournalPosition.START, EVENTS).next();
        }
        byte[] file = Files.readAllBytes(original.firstFile());
        Arrays.fill(file, lastRecordAt, end, (byte) 0);
        Files.write(original.firstFile(), file);
        List<UsageEvent> more = new RandomEvents(3).next(20);
        try (Journal journal = original.open()) {
            JournalFolder.keepAll(journal, more);
            assertThat(journal.read(settled, 100).events()).isEqualTo(more);
        }
    }

    /** The events whose bytes are as they were written. */
    private List<UsageEvent> undamaged(byte[] file) throws IOException {
        byte[] sound = Files.readAllBytes(original.firstFile());
        List<UsageEvent> left = new ArrayList<>();
        int from = SegmentHeader.BYTES;
        for (UsageEvent event : events) {
            int to = nextRecord(sound, from);
            if (Arrays.equals(sound, from, to, file, from, to)) left.add(event);
            from = to;
        }
        return left;
    }

    private static int nextRecord(byte[] file, int from) {
        return from + new JournalRecord().sizeAt(ByteBuffer.wrap(file), from);
    }

    private static void deleteTree(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
