package io.fluxrouter.console.billing;

import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceAmounts;
import io.fluxrouter.billing.invoice.InvoiceLine;
import io.fluxrouter.billing.invoice.InvoiceRun;
import io.fluxrouter.billing.invoice.InvoiceTax;
import io.fluxrouter.billing.invoice.LineUsage;
import io.fluxrouter.billing.invoice.RatingJson;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.console.http.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The invoice of a period as it would be now. Amounts are text: every digit stays. */
final class PreviewJson {
    private PreviewJson() {}

    static ObjectNode of(Subscription subscription, InvoiceRun.Preview preview) {
        Invoice invoice = preview.invoice();
        InvoiceAmounts amounts = invoice.amounts();
        ObjectNode json = Json.object();
        json.put("subscription_id", subscription.id().toString());
        json.put("customer_id", subscription.customerId().toString());
        json.put("currency", invoice.currency());
        json.put("period_number", invoice.subject().periodNumber());
        json.put("period_start", Json.time(subscription.period().span().start()));
        json.put("period_end", Json.time(subscription.period().span().end()));
        ArrayNode items = json.putArray("line_items");
        invoice.lines().forEach(line -> items.add(line(line)));
        json.put("subtotal", amounts.subtotal().toPlainString());
        json.put("discount", amounts.discount().toPlainString());
        ArrayNode taxes = json.putArray("taxes");
        invoice.taxes().forEach(tax -> taxes.add(tax(tax)));
        json.put("tax", amounts.tax().toPlainString());
        json.put("total", amounts.total().toPlainString());
        json.put("credit_applied", preview.credit().toPlainString());
        json.put("amount_due", preview.due().toPlainString());
        return json;
    }

    private static ObjectNode line(InvoiceLine line) {
        ObjectNode json = Json.object();
        UUID charge = line.chargeId();
        json.put("kind", line.kind().key());
        json.put("description", line.description());
        json.put("charge_id", charge == null ? null : charge.toString());
        ObjectNode dimensions = json.putObject("dimensions");
        Map<String, String> values =
                line.usage().map(LineUsage::dimensions).orElse(Map.of());
        new TreeMap<>(values).forEach(dimensions::put);
        json.put("quantity", line.quantity().toPlainString());
        json.set(
                "parts",
                line.rating().map(RatingJson::write).orElse(JsonNodeFactory.instance.arrayNode()));
        json.put("amount", line.amount().toPlainString());
        json.put("discount", line.discount().toPlainString());
        json.put("tax", line.tax().toPlainString());
        json.put(
                "service_start",
                line.service().map(service -> Json.time(service.from())).orElse(null));
        json.put(
                "service_end",
                line.service().map(service -> Json.time(service.until())).orElse(null));
        return json;
    }

    private static ObjectNode tax(InvoiceTax tax) {
        return Json.object()
                .put("name", tax.name())
                .put("percent", tax.percent().toPlainString())
                .put("base", tax.base().toPlainString())
                .put("amount", tax.amount().toPlainString());
    }
}
