package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.subscription.BilledPeriods;
import io.fluxrouter.core.invoice.InvoiceNumber;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The moves of one invoice, with what each does to books, balance and events, in a transaction that
 * holds its row. A move that the state does not allow is a CONFLICT.
 */
final class Life {
    private final Handle tx;
    private final Instant now;
    private final String author;

    Life(Handle tx, Instant now, String author) {
        this.tx = tx;
        this.now = now;
        this.author = author;
    }

    /**
     * Makes a draft final, as it stands: numbered last, so that nobody waits longer than needed.
     */
    Invoice issue(Invoice draft, Steps steps) {
        allow(draft, InvoiceStatus.OPEN);
        if (draft.lines().isEmpty()) throw conflict("An invoice needs a line.");
        Invoice credited =
                draft.with(draft.amounts().withCredit(AppliedCredit.apply(tx, draft, now)));
        new InvoiceBooks(tx, credited, now).issued();
        steps.reached(Steps.Step.POSTED, draft.id());
        long sequence = Numbers.next(tx, draft.organizationId(), Numbers.Kind.INVOICE, now);
        steps.reached(Steps.Step.NUMBERED, draft.id());
        Invoice open =
                credited.with(credited.dates().issuedAt(now))
                        .numbered(InvoiceNumber.Yearly.of(now, sequence).text())
                        .hashed();
        LifeRows.issue(tx, open, Numbers.year(now), sequence);
        record("finalize", open, open.number());
        InvoiceEvents.finalized(tx, open, now);
        return open.amounts().due().signum() == 0 ? paid(open, null) : open;
    }

    /** Takes money for it; all of what is due where no amount is given. */
    Invoice pay(Invoice before, @Nullable BigDecimal wanted, @Nullable String note) {
        allow(before, InvoiceStatus.PAID);
        int digits = before.amounts().total().scale();
        BigDecimal amount = wanted == null ? before.amounts().due() : wanted.stripTrailingZeros();
        if (amount.scale() > digits) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE, "amount is finer than the currency.", "amount");
        }
        amount = amount.setScale(digits);
        if (amount.signum() <= 0 || amount.compareTo(before.amounts().due()) > 0) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE,
                    "amount must be above 0, to the "
                            + before.amounts().due().toPlainString()
                            + " that are due.",
                    "amount");
        }
        PaymentRows.insert(
                tx,
                before.id(),
                new InvoicePayment(
                        UUID.randomUUID(), InvoicePayment.Kind.PAYMENT, amount, note, author, now),
                null);
        new InvoiceBooks(tx, before, now).paid(amount);
        Invoice after = before.with(before.amounts().pay(amount));
        return after.amounts().due().signum() == 0 ? paid(after, note) : kept(after);
    }

    /** Withdraws it. What was paid for it stays the customer's, as balance. */
    Invoice makeVoid(Invoice before, @Nullable String note) {
        allow(before, InvoiceStatus.VOID);
        CreditNoteRows.Given given = CreditNoteRows.given(tx, before.id());
        InvoiceAmounts amounts = before.amounts();
        BigDecimal net = amounts.subtotal().subtract(amounts.discount());
        Balances.lock(tx, before.customerId(), before.currency());
        Balances.change(tx, before, amounts.creditApplied().add(amounts.paid()), null, now);
        new InvoiceBooks(tx, before, now)
                .takenBack(net.subtract(given.subtotal()), amounts.tax().subtract(given.tax()));
        Invoice after = moved(before.with(before.dates().voided(now)), InvoiceStatus.VOID, note);
        InvoiceEvents.voided(tx, after, now);
        return after;
    }

    /** Gives it up, though a late payment still counts. */
    Invoice giveUp(Invoice before, @Nullable String note) {
        allow(before, InvoiceStatus.UNCOLLECTIBLE);
        return moved(before, InvoiceStatus.UNCOLLECTIBLE, note);
    }

    /** Nothing is due any more. */
    Invoice paid(Invoice before, @Nullable String note) {
        Invoice after = moved(before.with(before.dates().paid(now)), InvoiceStatus.PAID, note);
        InvoiceEvents.paid(tx, after, now);
        return after;
    }

    /** Keeps amounts that changed; the status stays. */
    Invoice kept(Invoice changed) {
        Invoice after = changed.with(changed.dates().updatedAt(now));
        LifeRows.update(tx, after);
        return after;
    }

    /** Takes a draft away; the late periods it took are found again by the next invoice. */
    void delete(Invoice draft) {
        if (draft.status() != InvoiceStatus.DRAFT) {
            throw conflict("Only a DRAFT can be deleted; this invoice is " + draft.status() + ".");
        }
        UUID subscription = draft.subject().subscriptionId();
        if (subscription != null) {
            BilledPeriods.lock(tx, subscription);
            LateEvents.giveBack(tx, subscription, Drafts.adjusted(draft), now);
        }
        LifeRows.delete(tx, draft.id(), now);
        record("delete", draft, "DRAFT");
    }

    private Invoice moved(Invoice before, InvoiceStatus to, @Nullable String note) {
        Map<String, String> noted = new TreeMap<>(before.metaData());
        if (note == null) noted.remove("status_change_note");
        else noted.put("status_change_note", note);
        noted.put("status_change_timestamp", now.toString());
        noted.put("previous_status", before.status().name());
        Invoice after = before.withStatus(to, noted).with(before.dates().updatedAt(now));
        LifeRows.update(tx, after);
        record("status", after, before.status() + " -> " + to);
        return after;
    }

    private void record(String action, Invoice invoice, @Nullable String note) {
        new AuditRecord(invoice.id(), action, author, String.valueOf(note), now).insert(tx);
    }

    private static void allow(Invoice before, InvoiceStatus next) {
        if (!before.status().canBecome(next)) {
            throw conflict(
                    "An invoice that is " + before.status() + " cannot become " + next + ".");
        }
    }

    private static ApiError conflict(String message) {
        return ApiError.of(Refusal.CONFLICT, message);
    }
}
