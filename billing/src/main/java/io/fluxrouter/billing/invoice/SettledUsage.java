package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.meter.LlmEvents;
import java.math.BigDecimal;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What of an invoice the books have as revenue already: LLM usage, which the settler posted when it
 * settled, from RECEIVABLE. Exact to the nano-dollar, however the lines are priced and rounded.
 */
final class SettledUsage {
    private SettledUsage() {}

    /** Below zero where adjustments take back more than there is. */
    static BigDecimal on(Handle tx, Invoice invoice) {
        boolean ofGateway = invoice.organizationId().equals(Organization.OPERATOR);
        if (!ofGateway || !invoice.currency().equals(InvoiceBooks.LEDGER_CURRENCY)) {
            return BigDecimal.ZERO;
        }
        Set<UUID> meters = meters(tx);
        return invoice.lines().stream()
                .filter(
                        line ->
                                line.usage()
                                        .filter(usage -> counts(line, usage, meters))
                                        .isPresent())
                .map(InvoiceLine::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean counts(InvoiceLine line, LineUsage usage, Set<UUID> meters) {
        LineUsage.Adjusts adjusts = usage.adjusts();
        InvoiceLine.Kind kind = adjusts == null ? line.kind() : adjusts.kind();
        return kind == InvoiceLine.Kind.USAGE && meters.contains(usage.meterId());
    }

    private static Set<UUID> meters(Handle tx) {
        return tx
                .createQuery(
                        """
                        SELECT id FROM meter
                        WHERE organization_id = :operator AND event_name = :event
                          AND aggregation = 'SUM' AND property = 'amount_usd'
                        """)
                .bind("operator", Organization.OPERATOR)
                .bind("event", LlmEvents.CHARGE)
                .mapTo(UUID.class)
                .stream()
                .collect(Collectors.toSet());
    }
}
