package io.fluxrouter.console.invoice;

import io.fluxrouter.core.invoice.InvoiceStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is printed of an invoice, in the order of the paper. The page and the PDF are made of it and
 * of nothing else, so equal documents are equal to the byte.
 *
 * @param heading what it is and when
 * @param currency ISO 4217; all amounts are in its major unit
 * @param memo a note to the customer
 */
public record InvoiceDocument(
        Heading heading,
        Party seller,
        Party customer,
        String currency,
        List<Line> lines,
        Totals totals,
        @Nullable String memo) {
    public InvoiceDocument {
        lines = List.copyOf(lines);
    }

    /**
     * What the invoice is and when.
     *
     * @param number null while it is a draft
     * @param issued null while it is a draft
     * @param period null for an invoice of no period
     * @param madeAt what the PDF carries as its date
     */
    public record Heading(
            UUID id,
            InvoiceStatus status,
            @Nullable String number,
            @Nullable LocalDate issued,
            @Nullable LocalDate due,
            @Nullable Days period,
            Instant madeAt) {}

    /** Days from the first to the last, both included. */
    public record Days(LocalDate first, LocalDate last) {}

    /**
     * Who sends the invoice, or gets it.
     *
     * @param address a line each
     * @param country ISO 3166-1, which decides on the paper; null if unknown
     */
    public record Party(String name, List<String> address, @Nullable String country) {
        public Party {
            address = List.copyOf(address);
        }
    }

    /**
     * One amount and what it is for.
     *
     * @param details below the name: dimensions, days of service
     * @param unit what the quantity is of: "calls"; empty if unknown
     * @param unitPrice null where the amount is not the quantity times one price
     * @param tiers how the amount is split, where that says more than quantity and price
     */
    public record Line(
            String name,
            List<String> details,
            BigDecimal quantity,
            String unit,
            @Nullable BigDecimal unitPrice,
            BigDecimal amount,
            List<Tier> tiers) {
        public Line {
            details = List.copyOf(details);
            tiers = List.copyOf(tiers);
        }

        /** A line that says what it counted; a fee of one does not. */
        public boolean isCounted() {
            return quantity.compareTo(BigDecimal.ONE) != 0 || unitPrice != null;
        }
    }

    /**
     * A part of a line's amount.
     *
     * @param above its units are above this
     * @param upTo null where it is open
     * @param amount exact, not rounded
     */
    public record Tier(
            BigDecimal above,
            @Nullable BigDecimal upTo,
            BigDecimal units,
            BigDecimal unitPrice,
            BigDecimal flatFee,
            BigDecimal amount) {}

    /** A named sum below the lines. */
    public record Named(String name, BigDecimal amount) {}

    /** A tax as it is printed: "VAT (19%)". */
    public record Tax(String name, BigDecimal percent, BigDecimal amount) {}

    /**
     * What stands below the lines. What is zero is left out, but for subtotal, tax, total and due.
     *
     * @param reductions discounts, as positive amounts
     * @param settled credits, payments and credit notes, as positive amounts
     * @param refunded what went back of the payments
     */
    public record Totals(
            BigDecimal subtotal,
            List<Named> reductions,
            List<Tax> taxes,
            BigDecimal total,
            List<Named> settled,
            BigDecimal due,
            BigDecimal refunded) {
        public Totals {
            reductions = List.copyOf(reductions);
            taxes = List.copyOf(taxes);
            settled = List.copyOf(settled);
        }
    }
}
