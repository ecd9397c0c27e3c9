package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.clock.CustomerTime;
import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.invoice.NewCreditNote.Wanted;
import io.fluxrouter.core.invoice.CreditNote;
import io.fluxrouter.core.invoice.Creditable;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.invoice.Refundable;
import io.fluxrouter.core.invoice.TaxRate;
import io.fluxrouter.core.rating.Rounding;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Takes back part of final invoices: never more than they say, never more money than was paid. What
 * is still due is lowered first. Safe for all threads.
 */
public final class CreditNotes {
    private final Jdbi jdbi;
    private final InvoiceRun run;
    private final CustomerTime time;
    private final MonthPartitions partitions;

    public CreditNotes(Jdbi jdbi, InvoiceRun run, InstantSource clock) {
        this.jdbi = jdbi;
        this.run = run;
        this.time = new CustomerTime(clock);
        this.partitions = new MonthPartitions(jdbi);
    }

    /** Oldest first; NOT_FOUND for an unknown invoice. */
    public List<IssuedCreditNote> list(UUID organizationId, UUID invoiceId) {
        customerOf(organizationId, invoiceId);
        return jdbi.withHandle(handle -> CreditNoteRows.of(handle, invoiceId));
    }

    /** Gives a note; CONFLICT for an invoice that is no longer, or not yet, OPEN or PAID. */
    public IssuedCreditNote issue(
            UUID organizationId, UUID invoiceId, NewCreditNote wanted, String author) {
        String reason = Fields.optionalText(wanted.reason(), "reason");
        UUID customer = customerOf(organizationId, invoiceId);
        Instant now = jdbi.withHandle(handle -> time.now(handle, customer));
        partitions.ensure(Table.TRANSFER, now);
        return jdbi.inTransaction(
                tx -> {
                    Invoice before = InvoiceRows.lock(tx, invoiceId);
                    requireCreditable(before);
                    CreditNote note = note(before, CreditNoteRows.given(tx, invoiceId), wanted);
                    return give(tx, before, note, wanted.refund(), reason, author, now);
                });
    }

    private IssuedCreditNote give(
            Handle tx,
            Invoice before,
            CreditNote note,
            boolean refund,
            @Nullable String reason,
            String author,
            Instant now) {
        Balances.lock(tx, before.customerId(), before.currency());
        BigDecimal toDue = note.total().min(before.amounts().due());
        BigDecimal rest = note.total().subtract(toDue);
        BigDecimal back = refund ? refundable(before, rest) : BigDecimal.ZERO;
        UUID id = UUID.randomUUID();
        InvoiceBooks books = new InvoiceBooks(tx, before, now);
        books.takenBack(note.subtotal(), note.tax());
        books.refunded(back);
        long sequence = Numbers.next(tx, before.organizationId(), Numbers.Kind.CREDIT_NOTE, now);
        IssuedCreditNote issued =
                new IssuedCreditNote(
                        id,
                        before.id(),
                        String.format(Locale.ROOT, "CN-%04d-%04d", Numbers.year(now), sequence),
                        note,
                        toDue,
                        rest.subtract(back),
                        back,
                        reason,
                        author,
                        now);
        CreditNoteRows.insert(tx, before.organizationId(), issued);
        Balances.change(tx, before, issued.toBalance(), id, now);
        keep(tx, before, issued, now);
        return issued;
    }

    private void keep(Handle tx, Invoice before, IssuedCreditNote issued, Instant now) {
        if (issued.toRefund().signum() > 0) {
            PaymentRows.insert(
                    tx,
                    before.id(),
                    new InvoicePayment(
                            UUID.randomUUID(),
                            InvoicePayment.Kind.REFUND,
                            issued.toRefund(),
                            issued.number(),
                            issued.author(),
                            now),
                    null);
        }
        Invoice changed =
                before.with(before.amounts().credit(issued.toDue()).refund(issued.toRefund()));
        Life life = new Life(tx, now, issued.author());
        boolean settled =
                before.status() != InvoiceStatus.PAID && changed.amounts().due().signum() == 0;
        Invoice after = settled ? life.paid(changed, issued.number()) : life.kept(changed);
        if (settled) run.standing().recover(tx, after, now);
        new AuditRecord(before.id(), "credit_note", issued.author(), issued.number(), now)
                .insert(tx);
    }

    /** As money, what came in as money and did not go back. */
    private static BigDecimal refundable(Invoice before, BigDecimal wanted) {
        InvoiceAmounts amounts = before.amounts();
        Refundable paid = new Refundable(amounts.paid(), amounts.refunded());
        if (wanted.compareTo(paid.left()) > 0) {
            throw Fields.invalid(
                    "No more than the "
                            + paid.left().toPlainString()
                            + " that was paid can be refunded.",
                    "refund");
        }
        return paid.atMost(wanted);
    }

    private static CreditNote note(
            Invoice invoice, CreditNoteRows.Given given, NewCreditNote wanted) {
        InvoiceAmounts amounts = invoice.amounts();
        List<TaxRate> taxes =
                invoice.taxes().stream()
                        .map(tax -> new TaxRate(tax.name(), tax.percent()))
                        .toList();
        Creditable creditable =
                new Creditable(
                        amounts.subtotal().subtract(amounts.discount()),
                        taxes,
                        given.subtotal(),
                        Rounding.toMinorUnit(invoice.currency()));
        BigDecimal net = net(invoice, creditable, wanted.wanted());
        if (net.signum() <= 0 || net.compareTo(creditable.left()) > 0) {
            throw Fields.invalid(
                    "amount must be above 0, to the "
                            + creditable.left().toPlainString()
                            + " that are left, before tax.",
                    "amount");
        }
        return creditable.note(net);
    }

    private static BigDecimal net(Invoice invoice, Creditable creditable, Wanted wanted) {
        return switch (wanted) {
            case Wanted.All() -> creditable.left();
            case Wanted.Amount(BigDecimal net) -> {
                if (net.stripTrailingZeros().scale() > creditable.rounding().scale()) {
                    throw Fields.invalid("amount is finer than the currency.", "amount");
                }
                yield net.setScale(creditable.rounding().scale());
            }
            case Wanted.Lines(List<Integer> positions) ->
                    positions.stream()
                            .distinct()
                            .map(position -> line(invoice, position))
                            .map(line -> line.amount().subtract(line.discount()))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
        };
    }

    private static InvoiceLine line(Invoice invoice, int position) {
        return invoice.lines().stream()
                .filter(line -> line.position() == position)
                .findFirst()
                .orElseThrow(() -> Fields.invalid("There is no line " + position + ".", "lines"));
    }

    private static void requireCreditable(Invoice invoice) {
        boolean creditable =
                switch (invoice.status()) {
                    case OPEN, PAID, UNCOLLECTIBLE -> true;
                    case DRAFT, VOID -> false;
                };
        if (!creditable || invoice.amounts().total().signum() <= 0) {
            throw ApiError.of(
                    Refusal.CONFLICT,
                    "An invoice that is " + invoice.status() + " has nothing to credit.");
        }
    }

    private UUID customerOf(UUID organizationId, UUID invoiceId) {
        return jdbi.withHandle(handle -> InvoiceRows.find(handle, invoiceId))
                .filter(invoice -> invoice.organizationId().equals(organizationId))
                .orElseThrow(InvoiceRows::unknown)
                .customerId();
    }
}
