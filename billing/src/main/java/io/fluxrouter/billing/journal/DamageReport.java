package io.fluxrouter.billing.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What recovery found broken: counted, logged, and the bytes kept aside for whoever wants to look
 * into them by hand.
 */
final class DamageReport {
    private static final Logger LOG = LoggerFactory.getLogger(DamageReport.class);
    private static final String FOLDER = "damaged";

    private final Path folder;
    private long corruptRecords;
    private long damagedBytes;
    private long tornBytes;

    DamageReport(Path journalDirectory) {
        this.folder = journalDirectory.resolve(FOLDER);
    }

    void missing(long fromSequence, long toSequence, Path before) {
        corruptRecords += toSequence - fromSequence + 1;
        LOG.error(
                "events {} to {} are missing from the journal before or in {}",
                fromSequence,
                toSequence,
                before);
    }

    void damaged(Path segment, FileChannel file, long from, long to) {
        damagedBytes += to - from;
        LOG.error("{} is damaged from offset {} to {}; skipped", segment, from, to);
        keep(segment, file, from, to);
    }

    void torn(Path segment, FileChannel file, long from, long to) {
        tornBytes += to - from;
        LOG.warn("{} ends in an unfinished record, offset {} to {}; cut", segment, from, to);
        keep(segment, file, from, to);
    }

    long corruptRecords() {
        return corruptRecords;
    }

    long damagedBytes() {
        return damagedBytes;
    }

    long tornBytes() {
        return tornBytes;
    }

    // A copy is a help, not a duty: where there is no room for it, the journal opens all the same.
    private void keep(Path segment, FileChannel file, long from, long to) {
        Path copy = folder.resolve("%s-%d.bytes".formatted(segment.getFileName(), from));
        try {
            Files.createDirectories(folder);
            try (FileChannel target =
                    FileChannel.open(
                            copy,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                long at = from;
                while (at < to) at += file.transferTo(at, to - at, target);
            }
        } catch (IOException failure) {
            LOG.warn("could not keep a copy of the damaged bytes in {}", copy, failure);
        }
    }
}
