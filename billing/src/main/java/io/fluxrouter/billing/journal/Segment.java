package io.fluxrouter.billing.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * One file of the journal, open for writing.
 *
 * <p>Threads: written under the journal's lock, forced by its sync thread; {@link #end} is safe for
 * all.
 */
final class Segment implements Closeable {
    static final String SUFFIX = ".journal";

    private final long number;
    private final Path path;
    private final long capacity;
    private final Disk disk;

    // Not a FileChannel: one interrupt of a thread that writes would close it for everybody.
    private final RandomAccessFile file;
    private volatile long end;

    private Segment(long number, Path path, RandomAccessFile file, Disk disk) throws IOException {
        this.number = number;
        this.path = path;
        this.file = file;
        this.capacity = file.length();
        this.disk = disk;
    }

    /** Opens an existing file whose last record ends at {@code end}. */
    static Segment open(Path path, long end, Disk disk) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            Segment segment = new Segment(numberOf(path), path, file, disk);
            segment.moveTo(end);
            return segment;
        } catch (IOException failure) {
            file.close();
            throw failure;
        }
    }

    static String fileName(long number) {
        return "%020d%s".formatted(number, SUFFIX);
    }

    static long numberOf(Path path) {
        String name = path.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    /** Writes the header, and moves back to where records go on. */
    void writeHeader(long firstSequence) throws IOException {
        if (capacity < SegmentHeader.BYTES) return; // cut short by somebody; holds no record
        file.seek(0);
        byte[] header = SegmentHeader.of(number, firstSequence).encode();
        disk.write(file, header, header.length);
        file.seek(end);
    }

    void append(byte[] record, int size) throws IOException {
        disk.write(file, record, size);
        moveEnd(end + size);
    }

    void force() throws IOException {
        disk.force(file.getChannel());
    }

    boolean fits(int size) {
        return end + size <= capacity;
    }

    /** How many of the longest records still fit: what may be promised. */
    long slots() {
        return Math.max(0, (capacity - end) / JournalRecord.MAX_BYTES);
    }

    long number() {
        return number;
    }

    Path path() {
        return path;
    }

    long end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void moveTo(long newEnd) throws IOException {
        file.seek(newEnd);
        moveEnd(newEnd);
    }

    private void moveEnd(long newEnd) {
        end = newEnd;
    }
}
