package io.fluxrouter.billing.verify;

import static io.fluxrouter.billing.invoice.InvoiceWorld.AUTHOR;
import static io.fluxrouter.billing.invoice.InvoiceWorld.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceWorld;
import io.fluxrouter.billing.invoice.NewCreditNote;
import io.fluxrouter.billing.subscription.Subscription;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever changes an invoice behind the triggers' back is named. */
class InvoiceRulesTest {
    private static final List<String> KEPT =
            List.of("invoice", "invoice_line", "invoice_payment", "credit_note");

    private final InvoiceWorld world = new InvoiceWorld("2026-01-01T00:00:00Z");

    @BeforeEach
    void two_months_were_billed() {
        Subscription one = world.subscribe(world.hybrid("50", "1"));
        world.taxes.setCountry(OWNER, "DE");
        world.plans.jdbi.useHandle(
                handle -> handle.execute("UPDATE customer SET billing_address_country = 'DE'"));
        world.call(one.customerId(), "2026-01-01T00:00:00Z", "7");
        for (String month : new String[] {"02", "03"}) {
            world.runAll("2026-" + month + "-01T00:00:00Z");
            world.runAll("2026-" + month + "-01T01:00:00Z");
        }
        Invoice first = world.of(one).getFirst();
        world.invoices.pay(OWNER, first.id(), Optional.of(BigDecimal.TEN), null, AUTHOR);
        world.notes.issue(
                OWNER,
                first.id(),
                new NewCreditNote(new NewCreditNote.Wanted.Amount(BigDecimal.TEN), false, null),
                AUTHOR);
        assertThat(world.findings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    invoice          | UPDATE invoice_line SET amount = amount + 1 WHERE position = 1   | its lines do not add up to its sums
                    invoice          | DELETE FROM invoice_line WHERE position = 2                      | its lines do not add up to its sums
                    invoice          | UPDATE invoice_line SET tax = 0                                  | its lines do not add up to its sums
                    invoice          | UPDATE invoice SET taxes = '[]'                                  | its taxes by rate do not add up to its tax
                    invoice          | UPDATE invoice_line SET description = 'Cheaper'                  | says something else than when it became final
                    invoice          | UPDATE invoice_line SET rating = NULL WHERE kind = 'usage'       | says something else than when it became final
                    invoice          | UPDATE invoice_line SET events = 9 WHERE kind = 'usage'           | says something else than when it became final
                    invoice          | UPDATE invoice SET billed_to = billed_to \\|\\| '{"name": "Me"}'  | says something else than when it became final
                    invoice          | UPDATE invoice SET seller = '{}'                                 | the row cannot be read
                    invoice          | UPDATE invoice SET content_hash = repeat('0', 64)                | says something else than when it became final
                    invoice          | UPDATE invoice SET status = 'PAID'                               | its state does not fit what is due
                    invoice          | UPDATE invoice SET amount_paid = amount_paid + 1                 | is not what its payments add up to
                    invoice          | DELETE FROM invoice_payment                                      | is not what its payments add up to
                    document_counter | UPDATE document_counter SET last = 3 WHERE kind = 'invoice'      | numbers of a year have a gap
                    document_counter | DELETE FROM document_counter WHERE kind = 'invoice'              | numbers of a year have a gap
                    invoice          | UPDATE invoice SET number = number \\|\\| '9'                    | its number is not its place in the year it became final
                    invoice          | UPDATE invoice SET finalized_at = '2027-01-01Z'                  | its number is not its place in the year it became final
                    subscription_period | UPDATE subscription_period SET invoiced_at = NULL             | has an invoice, and is not marked so
                    credit_note      | UPDATE credit_note SET subtotal = 999, total = 999 + tax, to_due = 999 + tax | more is credited or refunded than there was
                    customer_balance | INSERT INTO customer_balance SELECT id, 'USD', 5 FROM customer   | is not the sum of its entries
                    ledger_balance   | UPDATE invoice SET amount_credited = 0                           | what is billed is not the customer's balance less what is due
                    """)
    void tampering_is_named(String table, String change, String problem) {
        world.plans.jdbi.useTransaction(
                tx -> {
                    for (String kept : KEPT) {
                        tx.execute("ALTER TABLE " + kept + " DISABLE TRIGGER USER");
                    }
                    tx.execute(change.replace("\\|", "|"));
                });
        assertThat(world.findings())
                .extracting(finding -> finding.table() + ": " + finding.problem())
                .contains(table + ": " + problem);
    }
}
