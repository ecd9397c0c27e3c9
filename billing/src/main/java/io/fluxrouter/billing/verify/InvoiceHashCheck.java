package io.fluxrouter.billing.verify;

import io.fluxrouter.billing.invoice.ContentHash;
import io.fluxrouter.billing.invoice.FinalInvoices;
import io.fluxrouter.billing.invoice.Invoice;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Hashes what each final invoice says, and compares with the hash it became final with. */
final class InvoiceHashCheck {
    private final List<Finding> findings;

    InvoiceHashCheck(List<Finding> findings) {
        this.findings = findings;
    }

    void run(Handle tx) {
        FinalInvoices.forEach(tx, this::check, this::unreadable);
    }

    private void check(Invoice invoice) {
        String hash = ContentHash.of(invoice);
        if (hash.equals(invoice.contentHash())) return;
        findings.add(
                new Finding(
                        "invoice",
                        String.valueOf(invoice.number()),
                        "says something else than when it became final",
                        "hash " + invoice.contentHash(),
                        "hash " + hash));
    }

    private void unreadable(String number, RuntimeException failure) {
        findings.add(
                new Finding(
                        "invoice",
                        number,
                        "the row cannot be read",
                        "an invoice",
                        Objects.toString(failure.getMessage())));
    }
}
