package io.fluxrouter.billing.invoice;

import static io.fluxrouter.billing.invoice.InvoiceWorld.AUTHOR;
import static io.fluxrouter.billing.invoice.InvoiceWorld.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.invoice.NewInvoice.NewLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tax an invoice of 100.00 has. */
class TaxesTest {
    private final InvoiceWorld world = new InvoiceWorld("2026-01-05T12:00:00Z");
    private final UUID customer = world.plans.customer();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "DE, DE, VAT 19 19.00",
                "DE, FR, Reverse charge 0 0.00",
                "DE, US, Export 0 0.00",
                "IN, IN, GST 18 18.00",
                "CH, CH, VAT 8.1 8.10",
                "US, US, -",
                "-, DE, -",
                "DE, -, -"
            })
    void the_usual_rates(
            @Nullable String seller, @Nullable String buyer, @Nullable String expected) {
        world.taxes.setCountry(OWNER, seller);
        assertThat(taxOf(buyer)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void an_organisations_own_rule_comes_first_until_it_ends() {
        world.taxes.setCountry(OWNER, "US");
        TaxRule rule =
                world.taxes.addRule(OWNER, "us", "us", "Sales tax", new BigDecimal("8.875"));
        assertThat(taxOf("US")).contains("Sales tax 8.875 8.88");
        world.at("2026-01-06T12:00:00Z");
        world.taxes.endRule(OWNER, rule.id());
        world.at("2026-01-07T12:00:00Z");
        assertThat(taxOf("US")).isEmpty();
    }

    private Optional<String> taxOf(@Nullable String buyer) {
        world.plans.jdbi.useHandle(
                handle ->
                        handle.execute(
                                "UPDATE customer SET billing_address_country = ? WHERE id = ?",
                                buyer,
                                customer));
        Invoice draft =
                world.invoices.create(
                        OWNER,
                        new NewInvoice(
                                customer,
                                "USD",
                                Optional.empty(),
                                List.of(
                                        new NewLine(
                                                "Work", BigDecimal.ONE, new BigDecimal("100"))),
                                List.of(),
                                null),
                        AUTHOR);
        String text =
                draft.taxes().stream()
                        .map(
                                tax ->
                                        tax.name()
                                                + " "
                                                + tax.percent().toPlainString()
                                                + " "
                                                + tax.amount().toPlainString())
                        .collect(Collectors.joining(", "));
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
