package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.webhook.EventType;
import io.fluxrouter.billing.webhook.Outbox;
import io.fluxrouter.billing.webhook.OutgoingEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What others are told about invoices (REFERENCE 2.7), in the transaction that does it. */
final class InvoiceEvents {
    private InvoiceEvents() {}

    static void created(Handle tx, List<Invoice> drafts, Instant now) {
        Outbox.put(
                tx,
                drafts.stream()
                        .map(draft -> event(EventType.INVOICE_CREATED, draft, now))
                        .toArray(OutgoingEvent[]::new));
    }

    static void finalized(Handle tx, Invoice invoice, Instant now) {
        Outbox.put(tx, event(EventType.INVOICE_FINALIZED, invoice, now));
    }

    static void paid(Handle tx, Invoice invoice, Instant now) {
        Outbox.put(tx, event(EventType.INVOICE_PAID, invoice, now));
    }

    static void voided(Handle tx, Invoice invoice, Instant now) {
        Outbox.put(tx, event(EventType.INVOICE_VOIDED, invoice, now));
    }

    private static OutgoingEvent event(String type, Invoice invoice, Instant now) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("invoice_id", invoice.id());
        data.put("invoice_number", invoice.number());
        data.put("customer_id", invoice.customerId());
        data.put("total", invoice.amounts().total());
        data.put("currency", invoice.currency());
        data.put("status", invoice.status().name());
        return new OutgoingEvent(invoice.organizationId(), type, data, now);
    }
}
