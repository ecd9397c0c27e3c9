package io.fluxrouter.console.invoice;

import io.fluxrouter.billing.invoice.ContentHash;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceAmounts;
import io.fluxrouter.billing.invoice.InvoiceLine;
import io.fluxrouter.billing.invoice.InvoiceProof;
import io.fluxrouter.billing.invoice.LineProof;
import io.fluxrouter.billing.invoice.LineUsage;
import io.fluxrouter.billing.invoice.ServiceTime;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.billing.total.CountedEvent;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.core.meter.Meter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Proofs as answers show them. */
final class ProofJson {
    private ProofJson() {}

    static ObjectNode head(InvoiceProof proof) {
        Invoice invoice = proof.invoice();
        ObjectNode json = Json.object();
        json.put("invoice_id", invoice.id().toString());
        json.put("invoice_number", invoice.number());
        json.put("status", invoice.status().name());
        json.put("currency", invoice.currency());
        json.put("agrees", proof.agrees());
        json.putObject("content_hash")
                .put("stored", invoice.contentHash())
                .put("recomputed", proof.hash())
                .put("agrees", proof.hashAgrees())
                .put("content", ContentHash.canonical(invoice));
        ObjectNode amounts = json.putObject("amounts");
        amounts.set("stored", amounts(invoice.amounts()));
        amounts.set("recomputed", amounts(proof.amounts()));
        amounts.put("agrees", proof.amountsAgree());
        return json;
    }

    private static ObjectNode amounts(InvoiceAmounts amounts) {
        return Json.object()
                .put("subtotal", amounts.subtotal())
                .put("discount", amounts.discount())
                .put("tax", amounts.tax())
                .put("total", amounts.total());
    }

    /**
     * @param events one more than are shown, where there are more
     * @param next where the rest is; null for no rest
     */
    static ObjectNode line(
            LineProof proof, List<CountedEvent> events, int shown, @Nullable String next) {
        InvoiceLine line = proof.stored();
        ServiceTime service = line.service().orElse(null);
        ObjectNode json = Json.object();
        json.put("position", line.position());
        json.put("kind", line.kind().key());
        json.put("description", line.description());
        json.set("meter", meter(proof.meter()));
        ObjectNode dimensions = json.putObject("dimensions");
        Map<String, String> values = line.usage().map(LineUsage::dimensions).orElse(Map.of());
        new TreeMap<>(values).forEach(dimensions::put);
        json.put("period_start", service == null ? null : Json.time(service.from()));
        json.put("period_end", service == null ? null : Json.time(service.until()));
        json.set("stored", figures(line));
        json.set("recomputed", proof.now().map(ProofJson::figures).orElse(null));
        json.put("replayed_quantity", proof.replayed());
        ArrayNode adjustments = json.putArray("adjustments");
        proof.others().forEach(other -> adjustments.add(other(other)));
        json.put("outstanding", proof.outstanding());
        json.put("agrees", proof.agrees());
        ObjectNode list = json.putObject("events");
        ArrayNode data = list.putArray("data");
        events.stream().limit(shown).forEach(event -> data.add(event(event)));
        list.put("next", next);
        return json;
    }

    private static @Nullable ObjectNode meter(@Nullable StoredMeter stored) {
        if (stored == null) return null;
        Meter meter = stored.definition();
        return Json.object()
                .put("id", stored.id().toString())
                .put("name", stored.name())
                .put("event_name", meter.eventName())
                .put("aggregation_type", meter.aggregation().name())
                .put("property_name", meter.property())
                .put("unit", meter.unit());
    }

    private static ObjectNode figures(InvoiceLine line) {
        ObjectNode json =
                Json.object()
                        .put("quantity", line.quantity())
                        .put("amount", line.amount())
                        .put("events", line.usage().map(LineUsage::events).orElse(null));
        json.set("parts", InvoiceJson.parts(line.rating().orElse(null)));
        return json;
    }

    private static ObjectNode other(LineProof.Other other) {
        return Json.object()
                .put("invoice_id", other.invoiceId().toString())
                .put("invoice_number", other.invoiceNumber())
                .put("position", other.line().position())
                .put("kind", other.line().kind().key())
                .put("quantity", other.line().quantity())
                .put("amount", other.line().amount());
    }

    private static ObjectNode event(CountedEvent event) {
        return Json.object()
                .put("id", event.id().toString())
                .put("timestamp", Json.time(event.occurredAt()))
                .put("reading", event.reading());
    }
}
