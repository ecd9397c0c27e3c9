package io.fluxrouter.app.crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps a transaction of the server's waiting in the database, in the middle of it, until this is
 * closed. Steps that fire no statement a trigger could wait in are held by the lock they take.
 */
final class Hold implements AutoCloseable {
    /** Rows of one owner wait at a named gate; with nobody holding it, nobody waits. */
    private static final String GATE =
            """
            CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_advisory_xact_lock_shared(
                    hashtext(TG_ARGV[0]), hashtext(to_jsonb(NEW) ->> TG_ARGV[1]));
                RETURN NEW;
            END $$;
            CREATE TRIGGER gate_begun AFTER INSERT ON credit_purchase
                FOR EACH ROW EXECUTE FUNCTION gate('begun', 'customer_id');
            CREATE TRIGGER gate_opened AFTER UPDATE ON credit_purchase FOR EACH ROW
                WHEN (OLD.checkout_session IS DISTINCT FROM NEW.checkout_session)
                EXECUTE FUNCTION gate('opened', 'customer_id');
            CREATE TRIGGER gate_given BEFORE UPDATE ON credit_purchase FOR EACH ROW
                WHEN (OLD.paid_at IS DISTINCT FROM NEW.paid_at)
                EXECUTE FUNCTION gate('given', 'id');
            CREATE TRIGGER gate_taken AFTER UPDATE ON credit_purchase FOR EACH ROW
                WHEN (OLD.refunded_cents <> NEW.refunded_cents)
                EXECUTE FUNCTION gate('taken', 'id');
            CREATE TRIGGER gate_done BEFORE INSERT ON stripe_event
                FOR EACH ROW EXECUTE FUNCTION gate('done', 'id');
            CREATE TRIGGER gate_noted AFTER INSERT ON stripe_event
                FOR EACH ROW EXECUTE FUNCTION gate('noted', 'id');
            CREATE TRIGGER gate_back AFTER UPDATE ON credit_refund FOR EACH ROW
                WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION gate('back', 'purchase_id');
            CREATE TRIGGER gate_collected AFTER UPDATE ON invoice_collection FOR EACH ROW
                WHEN (OLD.status <> NEW.status AND NEW.status = 'paid')
                EXECUTE FUNCTION gate('collected', 'invoice_id');
            """;

    private final Connection connection;
    private final int process;

    private Hold(Jdbi database, String sql, String... values) {
        try {
            connection = database.open().getConnection();
            connection.setAutoCommit(false);
            process = number("SELECT pg_backend_pid()");
            number(sql, values);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Puts up the gates. */
    static void prepare(Jdbi database) {
        database.useHandle(handle -> handle.createScript(GATE).execute());
    }

    /** At one of the gates, those of one owner. */
    static Hold gate(Jdbi database, String gate, String owner) {
        return new Hold(
                database,
                "SELECT 1 FROM pg_advisory_xact_lock(hashtext(?), hashtext(?))",
                gate,
                owner);
    }

    /** Where the inbox is about to look whether it knows the event. */
    static Hold event(Jdbi database, String id) {
        return new Hold(
                database, "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(?, 19))", id);
    }

    /** Where the purchase is about to be changed. */
    static Hold purchase(Jdbi database, String id) {
        return new Hold(
                database, "SELECT 1 FROM credit_purchase WHERE id = ?::uuid FOR UPDATE", id);
    }

    private int number(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) statement.setString(i + 1, values[i]);
            ResultSet row = statement.executeQuery();
            if (!row.next()) throw new IllegalStateException("nothing to hold: " + sql);
            return row.getInt(1);
        }
    }

    /** Whether somebody waits. */
    boolean isReached(Jdbi database) {
        return database.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT count(*) > 0 FROM pg_locks
                                        WHERE NOT granted AND :process = ANY(pg_blocking_pids(pid))
                                        """)
                                .bind("process", process)
                                .mapTo(Boolean.class)
                                .one());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
