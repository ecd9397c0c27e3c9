package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.database.LongStatements;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** How the transactions of an invoice run differ from those of a request. */
final class RunTransaction {
    private RunTransaction() {}

    /** Well below the time that {@link LateEvents} looks back. */
    static final Duration STATEMENT_MAX = Duration.ofMinutes(5);

    /**
     * For the rest of the transaction. It may count for minutes. And it finds rows by indexes
     * wherever there is one: a run makes thousands of rows in tables that are small when it begins,
     * where reading all would be the quickest, so checks of foreign keys would be planned that way
     * once, and stay so as the tables grow.
     */
    static void prepare(Handle tx) {
        LongStatements.allow(tx, STATEMENT_MAX);
        tx.execute("SET LOCAL enable_seqscan = off");
    }
}
