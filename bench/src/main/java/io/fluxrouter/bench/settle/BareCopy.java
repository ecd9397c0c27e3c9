package io.fluxrouter.bench.settle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** COPY of settled rows into a logged table without indexes, keys or triggers, in one go. */
final class BareCopy {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Jdbi jdbi;
    private final Path file;

    BareCopy(Jdbi jdbi, Path directory) {
        this.jdbi = jdbi;
        this.file = directory.resolve("rows");
        jdbi.useHandle(tx -> tx.execute("CREATE TABLE bare_copy (LIKE usage_event)"));
    }

    /** The highest settlement there is, or zero. */
    long lastSettlement() {
        return jdbi.withHandle(
                tx ->
                        tx.createQuery("SELECT coalesce(max(settlement_id), 0) FROM usage_event")
                                .mapTo(Long.class)
                                .one());
    }

    /** Copies the rows of all later settlements. They are read before the clock starts. */
    double rowsPerSecond(long afterSettlement) {
        try (Handle tx = jdbi.open()) {
            tx.execute("TRUNCATE bare_copy");
            read(tx, afterSettlement);
            long start = System.nanoTime();
            long rows = write(tx);
            return rows / ((System.nanoTime() - start) / 1e9);
        } catch (SQLException | IOException failure) {
            throw new IllegalStateException("COPY failed", failure);
        }
    }

    private void read(Handle tx, long afterSettlement) throws SQLException, IOException {
        String rows =
                "COPY (SELECT * FROM usage_event WHERE settlement_id > "
                        + afterSettlement
                        + ") TO STDOUT (FORMAT binary)";
        try (OutputStream to = Files.newOutputStream(file)) {
            copies(tx).copyOut(rows, to);
        }
    }

    private long write(Handle tx) throws SQLException, IOException {
        try (InputStream from = Files.newInputStream(file)) {
            return copies(tx)
                    .copyIn("COPY bare_copy FROM STDIN (FORMAT binary)", from, BUFFER_BYTES);
        }
    }

    private static CopyManager copies(Handle tx) throws SQLException {
        return tx.getConnection().unwrap(PGConnection.class).getCopyAPI();
    }
}
