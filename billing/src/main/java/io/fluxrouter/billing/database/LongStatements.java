package io.fluxrouter.billing.database;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** For jobs that read everything, and are not to fail because there is a lot. */
public final class LongStatements {
    private LongStatements() {}

    /**
     * Neither the server nor the driver gives up a statement for the rest of the transaction. The
     * pool restores the driver's limit.
     */
    public static void allow(Handle tx) {
        tx.execute("SET LOCAL statement_timeout = 0");
        try {
            tx.getConnection().setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException failure) {
            throw new IllegalStateException("the connection is lost", failure);
        }
    }
}
