package io.fluxrouter.billing.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows in PostgreSQL's binary COPY format (manual, COPY, "Binary Format"). About half the server's
 * work of the text format, as nothing is parsed. Used by one thread.
 */
public final class BinaryCopy {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    // PostgreSQL counts microseconds from the year 2000.
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int LARGEST_FIXED = 20;

    private ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    public BinaryCopy() {
        buffer.put(HEADER);
    }

    public void row(int columns) {
        room(Short.BYTES).putShort((short) columns);
    }

    public void uuid(UUID value) {
        room(LARGEST_FIXED)
                .putInt(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
    }

    /** Keeps whole microseconds, rounding down. */
    public void instant(Instant value) {
        bigint(ChronoUnit.MICROS.between(EPOCH, value.truncatedTo(ChronoUnit.MICROS)));
    }

    public void bigint(long value) {
        room(LARGEST_FIXED).putInt(Long.BYTES).putLong(value);
    }

    public void integer(int value) {
        room(LARGEST_FIXED).putInt(Integer.BYTES).putInt(value);
    }

    public void smallint(int value) {
        room(LARGEST_FIXED).putInt(Short.BYTES).putShort((short) value);
    }

    public void bool(boolean value) {
        room(LARGEST_FIXED).putInt(1).put((byte) (value ? 1 : 0));
    }

    public void text(@Nullable String value) {
        if (value == null) {
            room(Integer.BYTES).putInt(-1);
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    }

    public void nullableUuid(@Nullable UUID value) {
        if (value == null) text(null);
        else uuid(value);
    }

    /** JSON for a column of type jsonb, whose binary form begins with a version, one. */
    public void jsonb(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + 1 + bytes.length).putInt(1 + bytes.length).put((byte) 1).put(bytes);
    }

    /** Sends all rows, of which none may follow, by a {@code COPY … FROM STDIN (FORMAT binary)}. */
    public void send(Handle tx, String statement) throws SQLException {
        byte[] bytes = finish();
        CopyIn copy = tx.getConnection().unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) copy.cancelCopy();
        }
    }

    /** All rows with header and trailer. No row may follow. */
    private byte[] finish() {
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
