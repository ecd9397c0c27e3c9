package io.fluxrouter.billing.invoice;

import static io.fluxrouter.billing.invoice.InvoiceWorld.AUTHOR;
import static io.fluxrouter.billing.invoice.InvoiceWorld.OWNER;
import static io.fluxrouter.billing.subscription.PlanWorld.assertConflict;
import static io.fluxrouter.billing.subscription.PlanWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.invoice.NewInvoice.DueDate;
import io.fluxrouter.billing.invoice.NewInvoice.NewLine;
import io.fluxrouter.core.invoice.Discount;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manual invoices, and what people do with any. */
class InvoicesTest {
    private final InvoiceWorld world = new InvoiceWorld("2026-01-05T12:00:00Z");
    private final UUID customer = world.plans.customer();

    @AfterEach
    void all_adds_up() {
        assertThat(world.findings()).isEmpty();
    }

    /** The example of the reference: 500 + 8 x 150, and 18 %. */
    @Test
    void a_manual_invoice_is_taxed_and_numbered_when_it_is_final() {
        world.taxes.setCountry(OWNER, "IN");
        country("IN");
        Invoice draft = create("USD", line("Setup", "1", "500"), line("Hours", "8", "150"));
        assertThat(draft.amounts().subtotal()).isEqualByComparingTo("1700.00");
        assertThat(draft.amounts().tax()).isEqualByComparingTo("306.00");
        assertThat(draft.amounts().total()).isEqualByComparingTo("2006.00");
        assertThat(draft.lines().getLast().unitAmount()).contains(new BigDecimal("150"));
        Invoice open = world.invoices.finalizeNow(OWNER, draft.id(), AUTHOR);
        assertThat(open.number()).isEqualTo("INV-2026-0001");
        assertThat(world.invoices.get(OWNER, open.id())).isEqualTo(open);
        assertThat(ContentHash.of(world.invoices.get(OWNER, open.id())))
                .isEqualTo(open.contentHash());
    }

    @Test
    void yen_have_no_decimals_and_their_own_books() {
        Invoice draft = create("JPY", line("Work", "3", "333.5"));
        assertThat(draft.amounts().total()).isEqualTo("1001");
        world.invoices.finalizeNow(OWNER, draft.id(), AUTHOR);
        world.invoices.pay(OWNER, draft.id(), Optional.of(new BigDecimal("1")), null, AUTHOR);
        world.invoices.makeVoid(OWNER, draft.id(), null, AUTHOR);
        Invoice next = create("JPY", line("Work", "1", "10"));
        Invoice open = world.invoices.finalizeNow(OWNER, next.id(), AUTHOR);
        assertThat(open.amounts().creditApplied()).isEqualByComparingTo("1");
        assertThat(open.amounts().due()).isEqualByComparingTo("9");
    }

    @Test
    void a_draft_can_be_edited_and_deleted_and_a_final_invoice_cannot() {
        Invoice draft = create("USD", line("Work", "1", "10"));
        InvoiceEdit edit =
                new InvoiceEdit(
                        Change.kept(),
                        Change.to(new DueDate.Days(7)),
                        Change.to(List.of(line("More work", "2", "10"))),
                        Change.to(
                                List.of(
                                        new InvoiceDiscount(
                                                "Friend", new Discount.Fixed(BigDecimal.ONE)))),
                        Change.to("thank you"));
        Invoice edited = world.invoices.edit(OWNER, draft.id(), edit, AUTHOR);
        assertThat(edited.amounts().total()).isEqualByComparingTo("19");
        assertThat(edited.memo()).isEqualTo("thank you");
        assertThat(world.invoices.get(OWNER, draft.id())).isEqualTo(edited);
        Invoice open = world.invoices.finalizeNow(OWNER, draft.id(), AUTHOR);
        assertThat(open.dates().dueAt()).isEqualTo("2026-01-12T12:00:00Z");
        assertConflict(() -> world.invoices.edit(OWNER, draft.id(), edit, AUTHOR));
        assertConflict(() -> world.invoices.delete(OWNER, draft.id(), AUTHOR));
        assertConflict(() -> world.invoices.finalizeNow(OWNER, draft.id(), AUTHOR));

        Invoice other = create("USD", line("Work", "1", "10"));
        world.invoices.delete(OWNER, other.id(), AUTHOR);
        assertThat(world.invoices.find(OWNER, other.id())).isEmpty();
        assertThat(world.all()).hasSize(1);
    }

    @Test
    void a_payment_may_be_in_parts_but_not_above_what_is_due() {
        Invoice open = open("100");
        Invoice part = pay(open, "40");
        assertThat(part.status()).isEqualTo(InvoiceStatus.OPEN);
        assertThat(part.amounts().due()).isEqualByComparingTo("60");
        assertThat(refusal(() -> pay(open, "60.01")).refusal()).isEqualTo(Refusal.INVALID_VALUE);
        assertThat(pay(open, "60").status()).isEqualTo(InvoiceStatus.PAID);
        assertConflict(() -> pay(open, "1"));
        assertThat(world.invoices.payments(OWNER, open.id()))
                .extracting(payment -> payment.kind() + " " + payment.amount().intValueExact())
                .containsExactly("PAYMENT 40", "PAYMENT 60");
    }

    @Test
    void states_move_as_the_reference_says() {
        Invoice lost = open("10");
        move(lost, InvoiceStatus.UNCOLLECTIBLE);
        assertConflict(() -> move(lost, InvoiceStatus.OPEN));
        assertConflict(() -> move(lost, InvoiceStatus.DRAFT));
        assertThat(move(lost, InvoiceStatus.PAID).status()).isEqualTo(InvoiceStatus.PAID);
        assertConflict(() -> move(lost, InvoiceStatus.VOID));

        Invoice withdrawn = open("10");
        assertThat(move(withdrawn, InvoiceStatus.VOID).metaData())
                .containsEntry("previous_status", "OPEN")
                .containsEntry("status_change_note", "why");
        assertConflict(() -> move(withdrawn, InvoiceStatus.PAID));
        assertConflict(() -> move(create("USD", line("A", "1", "1")), InvoiceStatus.VOID));
    }

    @Test
    void another_organisation_sees_nothing_of_it() {
        Invoice open = open("10");
        UUID stranger = Organization.OPERATOR_TEST;
        assertThat(world.invoices.find(stranger, open.id())).isEmpty();
        assertThat(world.invoices.list(InvoiceQuery.all(stranger), NumberedPage.FIRST).items())
                .isEmpty();
        assertThat(
                        refusal(
                                        () ->
                                                world.invoices.pay(
                                                        stranger,
                                                        open.id(),
                                                        Optional.empty(),
                                                        null,
                                                        AUTHOR))
                                .refusal())
                .isEqualTo(Refusal.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE invoice SET total = total + 1, subtotal = subtotal + 1",
                "UPDATE invoice SET number = 'INV-2026-0007'",
                "UPDATE invoice SET status = 'DRAFT', number = NULL, finalized_at = NULL, content_hash = NULL",
                "UPDATE invoice SET billed_to = '{}'",
                "DELETE FROM invoice",
                "UPDATE invoice_line SET amount = 1",
                "DELETE FROM invoice_line",
                "INSERT INTO invoice_line SELECT invoice_id, 9, kind, description, quantity, unit_amount, amount,"
                        + " discount, tax FROM invoice_line"
            })
    void a_final_invoice_is_protected_by_the_database(String change) {
        open("10");
        assertThatThrownBy(() -> world.plans.jdbi.useHandle(handle -> handle.execute(change)))
                .hasMessageContaining("final");
    }

    @Test
    void bad_input_names_its_field() {
        assertThat(param(creating("usd", line("A", "1", "1")))).isEqualTo("currency");
        assertThat(param(creating("XAU", line("A", "1", "1")))).isEqualTo("currency");
        assertThat(param(creating("USD"))).isEqualTo("line_items");
        assertThat(param(creating("USD", line(" ", "1", "1"))))
                .isEqualTo("line_items[0].description");
        assertThat(param(creating("USD", line("A", "-1", "1"))))
                .isEqualTo("line_items[0].quantity");
        assertThat(param(creating("USD", line("A", "1", "1e999999"))))
                .isEqualTo("line_items[0].unit_amount");
        assertThat(param(creating("USD", line("A", "1", "-1")))).isEqualTo("line_items");
        assertThat(world.all()).isEmpty();
    }

    private String param(ThrowingCallable call) {
        return String.valueOf(refusal(call).param());
    }

    private ThrowingCallable creating(String currency, NewLine... lines) {
        return () -> create(currency, lines);
    }

    private Invoice create(String currency, NewLine... lines) {
        return world.invoices.create(
                OWNER,
                new NewInvoice(
                        customer, currency, Optional.empty(), List.of(lines), List.of(), null),
                AUTHOR);
    }

    private Invoice open(String amount) {
        return world.invoices.finalizeNow(
                OWNER, create("USD", line("Work", "1", amount)).id(), AUTHOR);
    }

    private Invoice pay(Invoice invoice, String amount) {
        return world.invoices.pay(
                OWNER, invoice.id(), Optional.of(new BigDecimal(amount)), null, AUTHOR);
    }

    private Invoice move(Invoice invoice, InvoiceStatus status) {
        return world.invoices.changeStatus(OWNER, invoice.id(), status, "why", AUTHOR);
    }

    private static NewLine line(String description, String quantity, String price) {
        return new NewLine(description, new BigDecimal(quantity), new BigDecimal(price));
    }

    private void country(String country) {
        world.plans.jdbi.useHandle(
                handle ->
                        handle.execute(
                                "UPDATE customer SET billing_address_country = ? WHERE id = ?",
                                country,
                                customer));
    }
}
