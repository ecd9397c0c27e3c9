package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.ledger.Ledger;
import io.fluxrouter.billing.ledger.Posting;
import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.ledger.TransferKind;
import io.fluxrouter.core.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What an invoice does to the books. Dollars go to the ledger, which counts nano-dollars and chains
 * them; another currency goes to {@code currency_transfer}, with the same ledger accounts (ADR 13).
 *
 * <p>At any commit, what is BILLED in a currency is the customer's balance less all that its
 * invoices still ask for.
 */
final class InvoiceBooks {
    static final String LEDGER_CURRENCY = "USD";

    private final Handle tx;
    private final Invoice invoice;
    private final Instant now;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(
            TransferKind kind, LedgerAccount from, LedgerAccount to, BigDecimal amount) {}

    /** The partition of the moment must exist. */
    InvoiceBooks(Handle tx, Invoice invoice, Instant now) {
        this.tx = tx;
        this.invoice = invoice;
        this.now = now;
    }

    static String reference(UUID invoiceId) {
        return "invoice:" + invoiceId;
    }

    /** It became final. Usage that is revenue already is so once, and no longer on account. */
    void issued() {
        InvoiceAmounts amounts = invoice.amounts();
        BigDecimal net = amounts.subtotal().subtract(amounts.discount());
        asked(TransferKind.INVOICE, net, LedgerAccount.REVENUE);
        asked(TransferKind.INVOICE, amounts.tax(), LedgerAccount.TAX);
        BigDecimal settled = SettledUsage.on(tx, invoice);
        add(TransferKind.INVOICE, LedgerAccount.REVENUE, LedgerAccount.RECEIVABLE, settled);
        add(
                TransferKind.INVOICE,
                LedgerAccount.RECEIVABLE,
                LedgerAccount.REVENUE,
                settled.negate());
        post();
    }

    /** Part of it is taken back: by a credit note, or all that is left by voiding it. */
    void takenBack(BigDecimal net, BigDecimal tax) {
        asked(TransferKind.ADJUSTMENT, net.negate(), LedgerAccount.REVENUE);
        asked(TransferKind.ADJUSTMENT, tax.negate(), LedgerAccount.TAX);
        post();
    }

    void paid(BigDecimal amount) {
        add(TransferKind.PAYMENT, LedgerAccount.CASH, LedgerAccount.BILLED, amount);
        post();
    }

    void refunded(BigDecimal amount) {
        add(TransferKind.REFUND, LedgerAccount.BILLED, LedgerAccount.CASH, amount);
        post();
    }

    /** Below zero: the other way round. */
    private void asked(TransferKind kind, BigDecimal amount, LedgerAccount what) {
        if (amount.signum() >= 0) add(kind, LedgerAccount.BILLED, what, amount);
        else add(kind, what, LedgerAccount.BILLED, amount.negate());
    }

    private void add(TransferKind kind, LedgerAccount from, LedgerAccount to, BigDecimal amount) {
        if (amount.signum() > 0) entries.add(new Entry(kind, from, to, amount));
    }

    private void post() {
        if (invoice.currency().equals(LEDGER_CURRENCY)) postDollars();
        else entries.forEach(this::postOther);
        entries.clear();
    }

    private void postDollars() {
        Ledger.post(
                tx,
                now,
                entries.stream()
                        .map(
                                entry ->
                                        Posting.of(
                                                invoice.customerId(),
                                                entry.kind(),
                                                entry.from(),
                                                entry.to(),
                                                Money.usd(entry.amount()),
                                                reference(invoice.id()),
                                                null))
                        .toList());
    }

    private void postOther(Entry entry) {
        tx.createUpdate(
                        """
                        INSERT INTO currency_transfer (customer_id, currency, kind, from_account, to_account,
                            amount, reference, posted_at)
                        VALUES (:customer, :currency, :kind, :from, :to, :amount, :reference, :now)
                        """)
                .bind("customer", invoice.customerId())
                .bind("currency", invoice.currency())
                .bind("kind", entry.kind().key())
                .bind("from", entry.from().key())
                .bind("to", entry.to().key())
                .bind("amount", entry.amount())
                .bind("reference", reference(invoice.id()))
                .bind("now", now)
                .execute();
    }
}
