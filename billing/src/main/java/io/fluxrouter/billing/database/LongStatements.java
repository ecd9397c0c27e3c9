package io.fluxrouter.billing.database;

import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** For jobs that read everything, and are not to fail because there is a lot. */
public final class LongStatements {
    private LongStatements() {}

    /**
     * For the rest of the transaction, the server gives a statement up after this time only, and
     * the driver never does. The pool restores the driver's limit.
     *
     * @param limit zero for none
     */
    public static void allow(Handle tx, Duration limit) {
        tx.execute("SET LOCAL statement_timeout = " + limit.toMillis());
        try {
            tx.getConnection().setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException failure) {
            throw new IllegalStateException("the connection is lost", failure);
        }
    }
}
