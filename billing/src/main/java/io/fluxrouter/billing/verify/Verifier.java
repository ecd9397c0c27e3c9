package io.fluxrouter.billing.verify;

import io.fluxrouter.billing.database.LongStatements;
import java.time.Duration;
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
        return jdbi.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ,
                tx -> {
                    waitForEver(tx);
                    List<Finding> findings = new ArrayList<>();
                    new ChainCheck(findings).run(tx);
                    new SettlementCheck(findings).run(tx);
                    for (SqlCheck check : Rules.all()) check.run(tx, now, findings);
                    for (SqlCheck check : RollupRules.all()) check.run(tx, now, findings);
                    for (SqlCheck check : PlanRules.all()) check.run(tx, now, findings);
                    for (SqlCheck check : BoundRules.all()) check.run(tx, now, findings);
                    for (SqlCheck check : InvoiceRules.all()) check.run(tx, now, findings);
                    new InvoiceHashCheck(findings).run(tx);
                    return List.copyOf(findings);
                });
    }

    /**
     * A sort of all events may take minutes before the first row comes. The pool gives the next
     * user of the connection its usual timeout.
     */
    private static void waitForEver(Handle tx) {
        tx.execute("SET TRANSACTION READ ONLY");
        tx.execute("SET LOCAL work_mem = '64MB'");
        LongStatements.allow(tx, Duration.ZERO);
    }
}
