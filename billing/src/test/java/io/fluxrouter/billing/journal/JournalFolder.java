package io.fluxrouter.billing.journal;

import io.fluxrouter.billing.journal.JournalSettings.SyncMode;
import io.fluxrouter.core.usage.UsageEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A journal's directory as tests handle it: small files, whole readings. */
record JournalFolder(Path path) {
    static final int SEGMENT_BYTES = 16 << 10;

    JournalSettings settings(SyncMode sync) {
        return new JournalSettings(path, SEGMENT_BYTES, sync, Duration.ofMillis(10));
    }

    Journal open() {
        return Journal.open(settings(SyncMode.INTERVAL));
    }

    Journal open(SyncMode sync, Disk disk) {
        return Journal.open(settings(sync), disk, Duration.ofMillis(1));
    }

    static void keep(Journal journal, UsageEvent event) {
        // Parked: virtual threads that spin would keep the lock's next owner from running.
        while (!journal.reserve()) LockSupport.parkNanos(50_000);
        journal.append(event).join();
    }

    static void keepAll(Journal journal, List<UsageEvent> events) {
        for (UsageEvent event : events) keep(journal, event);
    }

    static List<UsageEvent> readAll(Journal journal) {
        List<UsageEvent> all = new ArrayList<>();
        JournalPosition position = JournalPosition.START;
        while (true) {
            JournalBatch batch = journal.read(position, 7);
            if (batch.events().isEmpty()) return all;
            all.addAll(batch.events());
            position = batch.next();
        }
    }

    /** The files of the journal, oldest first. */
    List<Path> files() {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(Segment.SUFFIX)).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path firstFile() {
        return files().getFirst();
    }

    /** A copy that can be damaged, without the original's lock. */
    JournalFolder copyTo(Path target) throws IOException {
        Files.createDirectories(target);
        for (Path file : files()) Files.copy(file, target.resolve(file.getFileName()));
        return new JournalFolder(target);
    }
}
