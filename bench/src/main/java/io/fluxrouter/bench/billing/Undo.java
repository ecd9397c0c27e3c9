package io.fluxrouter.bench.billing;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Makes all periods due again. What keeps final invoices for ever is switched off meanwhile. */
final class Undo {
    private final Jdbi jdbi;

    Undo(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void run() {
        jdbi.useTransaction(
                tx -> {
                    tx.execute("SET LOCAL statement_timeout = 0");
                    guard(tx, "DISABLE");
                    tx.execute("DELETE FROM invoice_line");
                    tx.execute("DELETE FROM invoice");
                    tx.execute("UPDATE subscription_period SET invoiced_at = NULL");
                    tx.execute("UPDATE pending_invoice_line SET invoice_id = NULL");
                    tx.execute("DELETE FROM document_counter");
                    tx.execute("DELETE FROM late_mark");
                    tx.execute("DELETE FROM late_period");
                    guard(tx, "ENABLE");
                });
        jdbi.useHandle(
                handle -> {
                    handle.execute("SET statement_timeout = 0");
                    handle.execute(
                            "VACUUM ANALYZE invoice, invoice_line, subscription_period, pending_invoice_line");
                });
    }

    private static void guard(Handle tx, String verb) {
        tx.execute("ALTER TABLE invoice " + verb + " TRIGGER USER");
        tx.execute("ALTER TABLE invoice_line " + verb + " TRIGGER USER");
    }
}
