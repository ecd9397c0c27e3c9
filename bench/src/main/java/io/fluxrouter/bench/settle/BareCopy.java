package io.fluxrouter.bench.settle;

import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * COPY of settled rows into logged tables of the same columns, durably: what the database takes
 * when nothing else is asked of it.
 */
final class BareCopy {
    private final Jdbi jdbi;
    private final CopiedRows rows;

    /** How the rows are copied. */
    enum Way {
        /** Batches of {@value CopiedRows#BATCH}, a commit each, with the two indexes of events. */
        INDEXED("indexed_copy"),
        /** All at once, without any index: nobody could use this table, but nothing is quicker. */
        PLAIN("plain_copy");

        private final String table;

        Way(String table) {
            this.table = table;
        }
    }

    BareCopy(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.rows = new CopiedRows(jdbi);
        jdbi.useHandle(
                tx -> {
                    tx.execute("CREATE TABLE plain_copy (LIKE usage_event)");
                    tx.execute(
                            """
                            CREATE TABLE indexed_copy (LIKE usage_event, PRIMARY KEY (id, occurred_at))
                            """);
                    tx.execute("CREATE INDEX ON indexed_copy (customer_id, occurred_at)");
                });
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
    double rowsPerSecond(Way way, long afterSettlement) {
        try (Handle tx = jdbi.open()) {
            tx.execute("TRUNCATE " + way.table);
            List<byte[]> batches = rows.after(afterSettlement);
            long start = System.nanoTime();
            long written =
                    switch (way) {
                        case INDEXED -> inCommits(tx, way.table, batches);
                        case PLAIN -> write(tx, way.table, batches);
                    };
            return written / ((System.nanoTime() - start) / 1e9);
        } catch (SQLException failure) {
            throw new IllegalStateException("COPY failed", failure);
        }
    }

    private static long inCommits(Handle tx, String table, List<byte[]> batches)
            throws SQLException {
        long written = 0;
        for (byte[] batch : batches) written += write(tx, table, List.of(batch));
        return written;
    }

    private static long write(Handle tx, String table, List<byte[]> batches) throws SQLException {
        CopyIn copy =
                tx.getConnection()
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
        copy.writeToCopy(CopiedRows.HEADER, 0, CopiedRows.HEADER.length);
        for (byte[] batch : batches) copy.writeToCopy(batch, 0, batch.length);
        copy.writeToCopy(CopiedRows.TRAILER, 0, CopiedRows.TRAILER.length);
        return copy.endCopy();
    }
}
