package io.fluxrouter.billing.verify;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Recomputes what the database says about money. It reads one snapshot, so nodes may go on settling
 * meanwhile, and streams rows, so that millions need no memory. Safe for all threads.
 */
public final class Verifier {
    private final Jdbi jdbi;

    public Verifier(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * What is wrong; empty if all is sound. Of each kind of wrong the first hundred are named.
     *
     * @param now when it is asked; periods that begin later are wrong
     */
    public List<Finding> verify(Instant now) {
        try {
            return inSnapshot(now);
        } catch (SQLException failure) {
            throw new IllegalStateException("the database cannot be verified", failure);
        }
    }

    private List<Finding> inSnapshot(Instant now) throws SQLException {
        return jdbi.<List<Finding>, SQLException>inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ,
                tx -> {
                    waitForEver(tx);
                    List<Finding> findings = new ArrayList<>();
                    new ChainCheck(findings).run(tx);
                    new SettlementCheck(findings).run(tx);
                    for (SqlCheck check : Rules.all()) check.run(tx, now, findings);
                    for (SqlCheck check : PlanRules.all()) check.run(tx, now, findings);
                    for (SqlCheck check : InvoiceRules.all()) check.run(tx, now, findings);
                    new InvoiceHashCheck(findings).run(tx);
                    return List.copyOf(findings);
                });
    }

    /**
     * A sort of all events may take minutes before the first row comes. The pool gives the next
     * user of the connection its usual timeout.
     */
    private static void waitForEver(Handle tx) throws SQLException {
        tx.execute("SET TRANSACTION READ ONLY");
        tx.execute("SET LOCAL statement_timeout = 0");
        tx.execute("SET LOCAL work_mem = '64MB'");
        tx.getConnection().setNetworkTimeout(Runnable::run, 0);
    }
}
