package io.fluxrouter.billing.journal;

import io.fluxrouter.billing.journal.RecordCursor.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One reading of all files at open: where the records end, which are missing, what is torn. Changes
 * nothing but the torn tail, which becomes zeros again.
 */
final class Recovery {
    private static final int ZERO_BLOCK_BYTES = 64 << 10;

    /** One file as found: {@code end} is behind its last sound record. */
    record Found(Path path, Optional<SegmentHeader> header, boolean hasRecords, Step.End tail) {
        private long end() {
            return tail.from();
        }

        /** Nothing was ever written behind its header, as far as can be seen. */
        boolean pristine() {
            return !hasRecords && tail.dirtyTo() <= tail.from();
        }

        Segment open(Disk disk) throws IOException {
            return Segment.open(path, end(), disk);
        }

        boolean used() {
            return hasRecords || header.filter(h -> h.firstSequence() > 0).isPresent();
        }
    }

    private final Path directory;
    private final DamageReport damage;
    private final List<Found> files = new ArrayList<>();
    private long lastSequence;
    private boolean anySequence;

    Recovery(Path directory) {
        this.directory = directory;
        this.damage = new DamageReport(directory);
    }

    /** Reads every file and cuts the torn tail. */
    void run() throws IOException {
        for (Path path : segmentPaths()) files.add(read(path));
        int used = usedCount();
        for (int i = 0; i < files.size(); i++) cleanTail(files.get(i), i < used - 1);
    }

    /** Files that were written to, in order. */
    List<Found> used() {
        return files.subList(0, usedCount());
    }

    /** Files that were only allocated ahead, in order. */
    List<Found> unused() {
        return files.subList(usedCount(), files.size());
    }

    long nextSegment() {
        return files.isEmpty() ? 1 : Segment.numberOf(files.getLast().path()) + 1;
    }

    long nextSequence() {
        return lastSequence + 1;
    }

    DamageReport damage() {
        return damage;
    }

    private int usedCount() {
        int used = files.size();
        while (used > 0 && !files.get(used - 1).used()) used--;
        return used;
    }

    private List<Path> segmentPaths() throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(path -> path.toString().endsWith(Segment.SUFFIX)).sorted().toList();
        }
    }

    private Found read(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            Optional<SegmentHeader> header = readHeader(path, file);
            header.filter(h -> h.firstSequence() > 0)
                    .ifPresent(h -> expect(h.firstSequence(), h.firstSequence() - 1, path));
            return readRecords(path, file, header);
        }
    }

    private Found readRecords(Path path, FileChannel file, Optional<SegmentHeader> header)
            throws IOException {
        var cursor = new RecordCursor(file, SegmentHeader.BYTES, file.size());
        boolean hasRecords = false;
        while (true) {
            switch (cursor.next()) {
                case Step.Found found -> {
                    expect(found.sequence(), found.sequence(), path);
                    hasRecords = true;
                }
                case Step.Damaged(long from, long to) -> damage.damaged(path, file, from, to);
                case Step.End tail -> {
                    return new Found(path, header, hasRecords, tail);
                }
            }
        }
    }

    private Optional<SegmentHeader> readHeader(Path path, FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
        while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {}
        Optional<SegmentHeader> header = SegmentHeader.decode(bytes.array());
        if (header.isEmpty()) {
            damage.damaged(path, file, 0, bytes.position());
        } else if (header.get().version() != SegmentHeader.VERSION) {
            throw new IOException(path + " was written by another version: " + header.get());
        } else if (header.get().segment() != Segment.numberOf(path)) {
            throw new IOException(path + " was renamed; it is " + header.get());
        }
        return header;
    }

    /** The next number is {@code first}; afterwards the last known one is {@code last}. */
    private void expect(long first, long last, Path path) {
        if (anySequence && first > lastSequence + 1) {
            damage.missing(lastSequence + 1, first - 1, path);
        }
        anySequence = true;
        lastSequence = Math.max(lastSequence, last);
    }

    private void cleanTail(Found found, boolean full) throws IOException {
        Step.End tail = found.tail();
        if (tail.dirtyTo() <= tail.from()) return;
        try (FileChannel file =
                FileChannel.open(found.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (full) {
                damage.damaged(found.path(), file, tail.from(), tail.dirtyTo());
            } else {
                damage.torn(found.path(), file, tail.from(), tail.dirtyTo());
                zero(file, tail.from(), tail.dirtyTo());
            }
        }
    }

    // Overwritten, not truncated: the file keeps the blocks that it has.
    private static void zero(FileChannel file, long from, long to) throws IOException {
        long at = from;
        while (at < to) {
            int length = (int) Math.min(ZERO_BLOCK_BYTES, to - at);
            at += file.write(ByteBuffer.allocate(length), at);
        }
        file.force(false);
    }
}
