package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.meter.StoredMeter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line next to what comes out now. A usage line, a line up to a minimum and an adjustment are
 * rated anew, over the whole period they are about; what all invoices said of it together must be
 * that. Any other line is its quantity times its price.
 *
 * @param meter that counted; null where none did
 * @param now the line as it would be written today; empty where it cannot be computed anew
 * @param replayed the quantity by core's rules alone, event by event; null where none is counted,
 *     or where there are too many events for a call
 * @param others lines of other invoices, and of this one, that say something of the same
 */
public record LineProof(
        InvoiceLine stored,
        @Nullable StoredMeter meter,
        Optional<InvoiceLine> now,
        @Nullable BigDecimal replayed,
        List<Other> others) {
    public LineProof {
        others = List.copyOf(others);
    }

    /** A line about the same, with the invoice it stands on. */
    public record Other(UUID invoiceId, @Nullable String invoiceNumber, InvoiceLine line) {}

    /** What was billed in all, on this line and others. */
    public BigDecimal billed() {
        return others.stream()
                .map(other -> other.line().amount())
                .reduce(stored.amount(), BigDecimal::add);
    }

    /** What the next invoice has to make up for; zero where everything that is known is billed. */
    public BigDecimal outstanding() {
        return now.map(line -> line.amount().subtract(billed())).orElse(BigDecimal.ZERO);
    }

    public boolean agrees() {
        boolean replay =
                replayed == null
                        || now.map(line -> line.quantity().compareTo(replayed) == 0).orElse(true);
        return replay && outstanding().signum() == 0;
    }
}
