package io.fluxrouter.billing.journal;

import io.fluxrouter.core.usage.UsageEvent;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The frame around one event: marker (4 bytes), CRC32C of all that follows (4), length of the
 * payload (4), sequence number (8), payload.
 *
 * <p>Threads: none are safe; one encoder or reader has one of these.
 */
final class JournalRecord {
    static final int FRAME_BYTES = 20;

    /** The longest record: what one reservation stands for. */
    static final int MAX_BYTES = FRAME_BYTES + UsageEventCodec.MAX_BYTES;

    // The bytes F5 to FF never occur in UTF-8, so no text that a caller chose can look like a
    // record when the search for the next one after damage passes through it.
    static final int MARKER = 0xFFF5FEF8;

    private static final int CRC_AT = 4;
    private static final int LENGTH_AT = 8;
    private static final int SEQUENCE_AT = 12;

    private final CRC32C crc = new CRC32C();

    /** Writes a whole record at the start of the array and returns its length. */
    int encode(byte[] target, long sequence, UsageEvent event) {
        ByteBuffer buffer = ByteBuffer.wrap(target).position(FRAME_BYTES);
        UsageEventCodec.put(buffer, event);
        int size = buffer.position();
        buffer.putInt(0, MARKER);
        buffer.putInt(LENGTH_AT, size - FRAME_BYTES);
        buffer.putLong(SEQUENCE_AT, sequence);
        buffer.putInt(CRC_AT, checksum(target, 0, size));
        return size;
    }

    /** The length of the sound record that begins at the index, or 0 where none does. */
    int sizeAt(ByteBuffer source, int index) {
        int available = source.limit() - index;
        if (available < FRAME_BYTES || source.getInt(index) != MARKER) return 0;
        int length = source.getInt(index + LENGTH_AT);
        if (length < 0 || length > Math.min(available, MAX_BYTES) - FRAME_BYTES) return 0;
        int size = FRAME_BYTES + length;
        int sum = checksum(source.array(), source.arrayOffset() + index, size);
        return sum == source.getInt(index + CRC_AT) ? size : 0;
    }

    static long sequenceAt(ByteBuffer source, int index) {
        return source.getLong(index + SEQUENCE_AT);
    }

    private int checksum(byte[] bytes, int index, int size) {
        crc.reset();
        crc.update(bytes, index + LENGTH_AT, size - LENGTH_AT);
        return (int) crc.getValue();
    }
}
