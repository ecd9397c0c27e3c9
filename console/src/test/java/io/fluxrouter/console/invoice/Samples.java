package io.fluxrouter.console.invoice;

import io.fluxrouter.console.invoice.InvoiceDocument.Days;
import io.fluxrouter.console.invoice.InvoiceDocument.Heading;
import io.fluxrouter.console.invoice.InvoiceDocument.Line;
import io.fluxrouter.console.invoice.InvoiceDocument.Named;
import io.fluxrouter.console.invoice.InvoiceDocument.Party;
import io.fluxrouter.console.invoice.InvoiceDocument.Tax;
import io.fluxrouter.console.invoice.InvoiceDocument.Tier;
import io.fluxrouter.console.invoice.InvoiceDocument.Totals;
import io.fluxrouter.core.invoice.InvoiceStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invoices to look at: the reference's own, and those that are hard to print. */
final class Samples {
    static final Party SELLER =
            new Party(
                    "Ferrox Labs, LLC", List.of("1 Harbor Street", "Miami, FL 33101", "US"), "US");
    static final Party CUSTOMER =
            new Party("Acme Corporation", List.of("billing@acme.test", "Berlin", "DE"), "DE");

    private Samples() {}

    /** The example invoice of the reference. */
    static InvoiceDocument reference() {
        return new InvoiceDocument(
                heading(InvoiceStatus.OPEN, "INV-2025-0042"),
                SELLER,
                CUSTOMER,
                "USD",
                List.of(line("API Calls", "82450", "0.001", "82.45")),
                totals("82.45", "0", "0.00", "82.45"),
                null);
    }

    /** With everything that an invoice can show. */
    static InvoiceDocument full() {
        return new InvoiceDocument(
                heading(InvoiceStatus.PAID, "INV-2025-0043"),
                SELLER,
                new Party(
                        "Société Générale d’Électricité Ωmega & Київ",
                        List.of("12 rue de l’Église", "75001 Paris", "FR"),
                        "US"),
                "USD",
                List.of(
                        line("Scale, monthly fee", "1", null, "199.00"),
                        tiered(),
                        new Line(
                                "Completion tokens",
                                List.of("lane: express, region: eu", "Jan 1 – Jan 14, 2025"),
                                decimal("1234567.891"),
                                "token",
                                decimal("0.000001234"),
                                decimal("1.52"),
                                List.of()),
                        line("Unused time on Builder", "1", null, "-14.52")),
                new Totals(
                        decimal("201.05"),
                        List.of(new Named("Launch discount", decimal("20.11"))),
                        List.of(new Tax("VAT", decimal("7.5"), decimal("13.57"))),
                        decimal("194.51"),
                        List.of(
                                new Named("Credits applied", decimal("50.00")),
                                new Named("Paid", decimal("144.51"))),
                        decimal("0.00"),
                        decimal("10.00")),
                "Thank you for your business.\nQuestions: billing@ferrox.test");
    }

    static InvoiceDocument yen() {
        return new InvoiceDocument(
                heading(InvoiceStatus.DRAFT, null),
                SELLER,
                CUSTOMER,
                "JPY",
                List.of(
                        line("Setup", "1", "120000", "120000"),
                        line("Seats", "7", "1500.5", "10504"),
                        line("Correction of May", "-2", "1500", "-3000")),
                totals("127504", "10", "12750", "140254"),
                null);
    }

    /** More lines than a page has room for. */
    static InvoiceDocument many(int lines) {
        List<Line> all = new ArrayList<>();
        for (int i = 1; i <= lines; i++) all.add(line("Item " + i, "2", "1.25", "2.50"));
        BigDecimal sum = new BigDecimal("2.50").multiply(BigDecimal.valueOf(lines));
        return new InvoiceDocument(
                heading(InvoiceStatus.OPEN, "INV-2025-0044"),
                SELLER,
                CUSTOMER,
                "EUR",
                all,
                totals(sum.toPlainString(), "0", "0.00", sum.toPlainString()),
                null);
    }

    /** Every text field says the same. */
    static InvoiceDocument saying(String text) {
        Party party = new Party(text, List.of(text), null);
        return new InvoiceDocument(
                heading(InvoiceStatus.VOID, "INV-2025-0045"),
                party,
                party,
                "USD",
                List.of(
                        new Line(
                                text,
                                List.of(text),
                                decimal("1"),
                                "",
                                decimal("1"),
                                decimal("1.00"),
                                List.of())),
                new Totals(
                        decimal("1.00"),
                        List.of(new Named(text, decimal("0.10"))),
                        List.of(new Tax(text, decimal("0"), decimal("0.00"))),
                        decimal("0.90"),
                        List.of(),
                        decimal("0.90"),
                        decimal("0")),
                text);
    }

    private static Line tiered() {
        return new Line(
                "API calls",
                List.of(),
                decimal("12500"),
                "call",
                null,
                decimal("15.05"),
                List.of(
                        tier("0", "1000", "1000", "0.002", "0", "2"),
                        tier("1000", "10000", "9000", "0.001", "1.5", "10.5"),
                        tier("10000", null, "2500", "0.00102", "0", "2.55")));
    }

    private static Tier tier(
            String above,
            @Nullable String upTo,
            String units,
            String price,
            String fee,
            String amount) {
        return new Tier(
                decimal(above),
                upTo == null ? null : decimal(upTo),
                decimal(units),
                decimal(price),
                decimal(fee),
                decimal(amount));
    }

    private static Line line(String name, String quantity, @Nullable String price, String amount) {
        return new Line(
                name,
                List.of(),
                decimal(quantity),
                name.equals("API Calls") ? "call" : "",
                price == null ? null : decimal(price),
                decimal(amount),
                List.of());
    }

    private static Totals totals(String subtotal, String percent, String tax, String total) {
        return new Totals(
                decimal(subtotal),
                List.of(),
                List.of(new Tax("Tax", decimal(percent), decimal(tax))),
                decimal(total),
                List.of(),
                decimal(total),
                BigDecimal.ZERO);
    }

    private static Heading heading(InvoiceStatus status, @Nullable String number) {
        return new Heading(
                UUID.fromString("0198f000-0000-7000-8000-000000000042"),
                status,
                number,
                number == null ? null : LocalDate.parse("2025-02-01"),
                LocalDate.parse("2025-03-03"),
                new Days(LocalDate.parse("2025-01-01"), LocalDate.parse("2025-01-31")),
                Instant.parse("2025-02-01T01:00:00Z"));
    }

    private static BigDecimal decimal(String digits) {
        return new BigDecimal(digits);
    }
}
