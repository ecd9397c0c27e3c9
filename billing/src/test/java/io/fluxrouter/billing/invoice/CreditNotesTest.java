package io.fluxrouter.billing.invoice;

import static io.fluxrouter.billing.invoice.InvoiceWorld.AUTHOR;
import static io.fluxrouter.billing.invoice.InvoiceWorld.OWNER;
import static io.fluxrouter.billing.subscription.PlanWorld.assertConflict;
import static io.fluxrouter.billing.subscription.PlanWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.invoice.NewCreditNote.Wanted;
import io.fluxrouter.billing.invoice.NewInvoice.NewLine;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credit notes and refunds, of an invoice of 100.00 and 50.00 with 19 % tax: 178.50. */
class CreditNotesTest {
    private final InvoiceWorld world = new InvoiceWorld("2026-01-05T12:00:00Z");
    private final UUID customer = world.plans.customer();

    @BeforeEach
    void the_customer_is_taxed() {
        world.taxes.setCountry(OWNER, "DE");
        world.plans.jdbi.useHandle(
                handle -> handle.execute("UPDATE customer SET billing_address_country = 'DE'"));
    }

    @AfterEach
    void all_adds_up() {
        assertThat(world.findings()).isEmpty();
    }

    @Test
    void a_note_lowers_what_is_due_and_its_tax_with_it() {
        Invoice open = open();
        IssuedCreditNote note = give(open, new Wanted.Lines(List.of(2)), false);
        assertThat(note.number()).isEqualTo("CN-2026-0001");
        assertThat(note.note().total()).isEqualByComparingTo("59.50");
        assertThat(note.toDue()).isEqualByComparingTo("59.50");
        assertThat(get(open).amounts().due()).isEqualByComparingTo("119.00");
        assertThat(get(open).status()).isEqualTo(InvoiceStatus.OPEN);
        give(open, new Wanted.All(), false);
        assertThat(get(open).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(world.notes.list(OWNER, open.id()))
                .extracting(IssuedCreditNote::number)
                .containsExactly("CN-2026-0001", "CN-2026-0002");
    }

    @Test
    void notes_are_never_above_the_invoice() {
        Invoice open = open();
        give(open, amount("149.99"), false);
        assertThat(refusal(() -> give(open, amount("0.02"), false)).refusal())
                .isEqualTo(Refusal.INVALID_VALUE);
        give(open, amount("0.01"), false);
        assertThat(
                        world.notes.list(OWNER, open.id()).stream()
                                .map(note -> note.note().total())
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("178.50");
        assertThat(refusal(() -> give(open, new Wanted.All(), false)).refusal())
                .isEqualTo(Refusal.INVALID_VALUE);
    }

    @Test
    void a_note_on_a_paid_invoice_is_balance_or_money_but_no_more_than_was_paid() {
        Invoice open = open();
        world.invoices.pay(OWNER, open.id(), Optional.empty(), null, AUTHOR);
        assertThat(give(open, amount("50"), true).toRefund()).isEqualByComparingTo("59.50");
        assertThat(give(open, amount("50"), false).toBalance()).isEqualByComparingTo("59.50");
        assertThat(get(open).amounts().refunded()).isEqualByComparingTo("59.50");
        Invoice next = open();
        assertThat(next.amounts().creditApplied()).isEqualByComparingTo("59.50");
        // What the balance paid is not money that came in for it.
        world.invoices.pay(OWNER, next.id(), Optional.empty(), null, AUTHOR);
        assertThat(refusal(() -> give(next, new Wanted.All(), true)).param()).isEqualTo("refund");
    }

    @Test
    void drafts_and_void_invoices_have_nothing_to_credit() {
        Invoice open = open();
        world.invoices.makeVoid(OWNER, open.id(), null, AUTHOR);
        assertConflict(() -> give(open, new Wanted.All(), false));
        Invoice draft = draft();
        assertConflict(() -> give(draft, new Wanted.All(), false));
    }

    @Test
    void a_void_after_a_note_takes_back_the_rest() {
        Invoice open = open();
        give(open, amount("50"), false);
        world.invoices.pay(OWNER, open.id(), Optional.of(BigDecimal.TEN), null, AUTHOR);
        world.invoices.makeVoid(OWNER, open.id(), null, AUTHOR);
        assertThat(open().amounts().creditApplied()).isEqualByComparingTo("10");
    }

    private IssuedCreditNote give(Invoice invoice, Wanted wanted, boolean refund) {
        return world.notes.issue(
                OWNER, invoice.id(), new NewCreditNote(wanted, refund, null), AUTHOR);
    }

    private static Wanted amount(String net) {
        return new Wanted.Amount(new BigDecimal(net));
    }

    private Invoice get(Invoice invoice) {
        return world.invoices.get(OWNER, invoice.id());
    }

    private Invoice open() {
        return world.invoices.finalizeNow(OWNER, draft().id(), AUTHOR);
    }

    private Invoice draft() {
        return world.invoices.create(
                OWNER,
                new NewInvoice(
                        customer,
                        "USD",
                        Optional.empty(),
                        List.of(
                                new NewLine("Work", BigDecimal.ONE, new BigDecimal("100")),
                                new NewLine("Travel", BigDecimal.ONE, new BigDecimal("50"))),
                        List.of(),
                        null),
                AUTHOR);
    }
}
