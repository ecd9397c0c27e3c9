package io.fluxrouter.billing.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A walk over the records of one file, from an offset up to a limit. After damage it searches the
 * next sound record byte by byte, so one bad byte costs one record.
 */
final class RecordCursor {
    private static final int WINDOW_BYTES = 256 << 10;

    /** What lies at the cursor. */
    sealed interface Step {
        /** A sound record; the payload is valid until the next step. */
        record Found(long sequence, ByteBuffer payload, long next) implements Step {}

        /** Bytes that are no record, with a sound record behind them. */
        record Damaged(long from, long to) implements Step {}

        /** No further record. The bytes up to {@code dirtyTo} are not all zero. */
        record End(long from, long dirtyTo) implements Step {}
    }

    private final FileChannel file;
    private final long limit;
    private final JournalRecord record = new JournalRecord();
    private final ByteBuffer window;
    private long windowStart;
    private long offset;

    RecordCursor(FileChannel file, long from, long limit) {
        this.file = file;
        this.offset = from;
        this.limit = limit;
        long span = Math.max(0, limit - from);
        this.window = ByteBuffer.allocate((int) Math.min(WINDOW_BYTES, span)).limit(0);
        this.windowStart = from;
    }

    Step next() throws IOException {
        int size = sizeAt(offset);
        if (size == 0) return search();
        int index = (int) (offset - windowStart);
        offset += size;
        return new Step.Found(
                JournalRecord.sequenceAt(window, index),
                window.slice(index + JournalRecord.FRAME_BYTES, size - JournalRecord.FRAME_BYTES),
                offset);
    }

    private Step search() throws IOException {
        long from = offset;
        long dirtyTo = from;
        long at = from;
        while (at < limit) {
            if (sizeAt(at) > 0) {
                offset = at;
                return new Step.Damaged(from, at);
            }
            int index = (int) (at - windowStart);
            if (eightZeros(index)) {
                at += Long.BYTES;
            } else {
                if (window.get(index) != 0) dirtyTo = at + 1;
                at++;
            }
        }
        offset = Math.max(from, limit);
        return new Step.End(from, dirtyTo);
    }

    // Most of a file that is not yet full is zeros.
    private boolean eightZeros(int index) {
        return index + Long.BYTES <= window.limit() && window.getLong(index) == 0;
    }

    private int sizeAt(long at) throws IOException {
        if (at >= limit) return 0;
        long needed = Math.min(JournalRecord.MAX_BYTES, limit - at);
        if (at + needed > windowStart + window.limit()) load(at);
        return record.sizeAt(window, (int) (at - windowStart));
    }

    private void load(long at) throws IOException {
        windowStart = at;
        window.clear().limit((int) Math.min(window.capacity(), limit - at));
        while (window.hasRemaining()) {
            int read = file.read(window, at + window.position());
            if (read < 0) throw new IOException("file shorter than expected: " + limit);
        }
    }
}
