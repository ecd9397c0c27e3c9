package io.fluxrouter.billing.invoice;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A manual invoice that somebody wants.
 *
 * @param due from its issue on; empty for the standard of 30 days
 * @param discounts taken off one after the other
 */
public record NewInvoice(
        UUID customerId,
        String currency,
        Optional<DueDate> due,
        List<NewLine> lines,
        List<InvoiceDiscount> discounts,
        @Nullable String memo) {
    public NewInvoice {
        lines = List.copyOf(lines);
        discounts = List.copyOf(discounts);
    }

    /** A line: quantity times price, rounded once. */
    public record NewLine(String description, BigDecimal quantity, BigDecimal unitAmount) {}

    /** When it is to be paid. */
    public sealed interface DueDate {
        /** So many days after its issue, 0 to 3650. */
        record Days(int days) implements DueDate {}

        record At(Instant instant) implements DueDate {}
    }
}
