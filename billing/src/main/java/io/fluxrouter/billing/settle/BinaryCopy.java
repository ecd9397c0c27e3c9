package io.fluxrouter.billing.settle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in PostgreSQL's binary COPY format (manual, COPY, "Binary Format"). About half the server's
 * work of the text format, as nothing is parsed. Used by one thread.
 */
final class BinaryCopy {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    // PostgreSQL counts microseconds from the year 2000.
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int LARGEST_FIXED = 20;

    private ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    BinaryCopy() {
        buffer.put(HEADER);
    }

    void row(int columns) {
        room(Short.BYTES).putShort((short) columns);
    }

    void uuid(UUID value) {
        room(LARGEST_FIXED)
                .putInt(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
    }

    /** Keeps whole microseconds, rounding down. */
    void instant(Instant value) {
        bigint(ChronoUnit.MICROS.between(EPOCH, value.truncatedTo(ChronoUnit.MICROS)));
    }

    void bigint(long value) {
        room(LARGEST_FIXED).putInt(Long.BYTES).putLong(value);
    }

    void integer(int value) {
        room(LARGEST_FIXED).putInt(Integer.BYTES).putInt(value);
    }

    void smallint(int value) {
        room(LARGEST_FIXED).putInt(Short.BYTES).putShort((short) value);
    }

    void bool(boolean value) {
        room(LARGEST_FIXED).putInt(1).put((byte) (value ? 1 : 0));
    }

    void text(@Nullable String value) {
        if (value == null) {
            room(Integer.BYTES).putInt(-1);
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    }

    /** All rows with header and trailer. No row may follow. */
    byte[] finish() {
        room(Short.BYTES).putShort((short) -1);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int size = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            buffer = ByteBuffer.allocate(size).put(buffer.flip());
        }
        return buffer;
    }
}
