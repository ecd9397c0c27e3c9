package io.fluxrouter.bench.settle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;

/** Rows of {@code usage_event} in PostgreSQL's binary COPY format (manual, COPY), read back. */
final class CopiedRows {
    static final int BATCH = 2_000;
    static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

    private final Jdbi jdbi;

    CopiedRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The rows of all later settlements, in batches without header and trailer. */
    List<byte[]> after(long settlement) {
        ByteBuffer all = ByteBuffer.wrap(copyOut(settlement)).position(HEADER.length);
        List<byte[]> batches = new ArrayList<>();
        while (true) {
            int start = all.position();
            int rows = 0;
            while (rows < BATCH && skipRow(all)) rows++;
            if (rows == 0) return batches;
            byte[] batch = new byte[all.position() - start];
            all.get(start, batch);
            batches.add(batch);
        }
    }

    /** False, and nothing skipped, at the trailer. */
    private static boolean skipRow(ByteBuffer rows) {
        short columns = rows.getShort(rows.position());
        if (columns < 0) return false;
        rows.getShort();
        for (int i = 0; i < columns; i++) {
            int length = rows.getInt();
            rows.position(rows.position() + Math.max(0, length));
        }
        return true;
    }

    private byte[] copyOut(long settlement) {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        jdbi.useHandle(
                tx -> {
                    try {
                        tx.getConnection()
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyOut(
                                        "COPY (SELECT * FROM usage_event WHERE settlement_id > "
                                                + settlement
                                                + ") TO STDOUT (FORMAT binary)",
                                        to);
                    } catch (SQLException failure) {
                        throw new IllegalStateException("COPY failed", failure);
                    } catch (IOException inMemory) {
                        throw new UncheckedIOException(inMemory);
                    }
                });
        return to.toByteArray();
    }
}
