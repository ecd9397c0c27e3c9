package io.fluxrouter.billing.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * One file of the journal, open for writing. It is mapped into memory: what is put there belongs to
 * the operating system at once, as after a write, and survives the process, but costs no call into
 * the kernel.
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

    // Not a FileChannel: one interrupt of a thread that uses it would close it for everybody.
    private final RandomAccessFile file;
    private final Arena mapping;
    private final MemorySegment memory;
    private volatile long end;

    private Segment(long number, Path path, RandomAccessFile file, Disk disk, long end)
            throws IOException {
        this.number = number;
        this.path = path;
        this.file = file;
        this.disk = disk;
        this.end = end;
        this.capacity = file.length();
        this.mapping = Arena.ofShared();
        this.memory = file.getChannel().map(MapMode.READ_WRITE, 0, capacity, mapping);
    }

    /** Opens an existing file whose last record ends at {@code end}. */
    static Segment open(Path path, long end, Disk disk) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            return new Segment(numberOf(path), path, file, disk, end);
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

    void writeHeader(long firstSequence) throws IOException {
        if (capacity < SegmentHeader.BYTES) return; // cut short by somebody; holds no record
        byte[] header = SegmentHeader.of(number, firstSequence).encode();
        disk.write(memory, 0, header, header.length);
    }

    void append(byte[] record, int size) throws IOException {
        disk.write(memory, end, record, size);
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

    /** Repeating does nothing. */
    @Override
    public void close() throws IOException {
        if (mapping.scope().isAlive()) mapping.close();
        file.close();
    }

    private void moveEnd(long newEnd) {
        end = newEnd;
    }
}
