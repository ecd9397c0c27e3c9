package io.fluxrouter.console.invoice;

import io.fluxrouter.billing.invoice.BilledTo;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceAmounts;
import io.fluxrouter.billing.invoice.InvoiceDates;
import io.fluxrouter.billing.invoice.InvoiceDiscount;
import io.fluxrouter.billing.invoice.InvoiceLine;
import io.fluxrouter.billing.invoice.InvoiceRun;
import io.fluxrouter.billing.invoice.InvoiceSubject;
import io.fluxrouter.billing.invoice.InvoiceTax;
import io.fluxrouter.billing.invoice.LineUsage;
import io.fluxrouter.billing.invoice.Seller;
import io.fluxrouter.billing.invoice.ServiceTime;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.core.invoice.Discount;
import io.fluxrouter.core.rating.RatedPart;
import io.fluxrouter.core.rating.Rating;
import java.math.BigDecimal;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Invoices as answers show them. Amounts, quantities and prices are JSON numbers, as the reference
 * has them, with exactly the digits that are kept.
 */
public final class InvoiceJson {
    private InvoiceJson() {}

    public static ObjectNode of(Invoice invoice) {
        ObjectNode json = head(invoice);
        amounts(json, invoice.amounts());
        dates(json, invoice.dates());
        json.put("content_hash", invoice.contentHash());
        json.put("memo", invoice.memo());
        json.set("seller", seller(invoice.seller()));
        json.set("billed_to", billedTo(invoice.billedTo()));
        ArrayNode lines = json.putArray("line_items");
        invoice.lines().forEach(line -> lines.add(line(line)));
        ArrayNode discounts = json.putArray("discounts");
        invoice.discounts().forEach(one -> discounts.add(discount(one)));
        ArrayNode taxes = json.putArray("taxes");
        invoice.taxes().forEach(one -> taxes.add(tax(one)));
        ObjectNode meta = json.putObject("meta_data");
        new TreeMap<>(invoice.metaData()).forEach(meta::put);
        return json;
    }

    /** A draft that is not kept: it has no id, and shows what would pay it now. */
    public static ObjectNode of(InvoiceRun.Preview preview) {
        ObjectNode json = of(preview.invoice());
        json.putNull("id");
        json.put("credit_applied", preview.credit());
        json.put("amount_due", preview.due());
        return json;
    }

    private static ObjectNode head(Invoice invoice) {
        InvoiceSubject subject = invoice.subject();
        ObjectNode json = Json.object();
        json.put("id", invoice.id().toString());
        json.put("invoice_number", invoice.number());
        json.put("organization_id", subject.organizationId().toString());
        json.put("customer_id", subject.customerId().toString());
        json.put("subscription_id", text(subject.subscriptionId()));
        json.put("period_number", subject.periodNumber());
        json.put("reason", subject.reason().key());
        json.put("status", invoice.status().name());
        json.put("currency", invoice.currency());
        return json;
    }

    private static void amounts(ObjectNode json, InvoiceAmounts amounts) {
        json.put("subtotal", amounts.subtotal());
        json.put("discount", amounts.discount());
        json.put("tax", amounts.tax());
        json.put("total", amounts.total());
        json.put("credit_applied", amounts.creditApplied());
        json.put("amount_paid", amounts.paid());
        json.put("amount_credited", amounts.credited());
        json.put("amount_refunded", amounts.refunded());
        json.put("amount_due", amounts.due());
    }

    private static void dates(ObjectNode json, InvoiceDates dates) {
        ServiceTime service = dates.service();
        json.put("issue_date", Json.time(dates.finalizedAt()));
        json.put("due_date", Json.time(dates.dueAt()));
        json.put("due_days", dates.dueDays());
        json.put("period_start", service == null ? null : Json.time(service.from()));
        json.put("period_end", service == null ? null : Json.time(service.until()));
        json.put("scheduled_finalize_at", Json.time(dates.scheduledFinalizeAt()));
        json.put("finalized_at", Json.time(dates.finalizedAt()));
        json.put("paid_at", Json.time(dates.paidAt()));
        json.put("voided_at", Json.time(dates.voidedAt()));
        json.put("created_at", Json.time(dates.createdAt()));
        json.put("updated_at", Json.time(dates.updatedAt()));
    }

    private static ObjectNode seller(Seller seller) {
        ObjectNode json = Json.object().put("name", seller.name()).put("country", seller.country());
        json.set("address", Json.texts(seller.address()));
        return json.put("tax_id", seller.taxId());
    }

    private static ObjectNode billedTo(BilledTo customer) {
        return Json.object()
                .put("name", customer.name())
                .put("email", customer.email())
                .put("line1", customer.line1())
                .put("city", customer.city())
                .put("state", customer.state())
                .put("country", customer.country())
                .put("postal_code", customer.postalCode());
    }

    static ObjectNode line(InvoiceLine line) {
        ServiceTime service = line.service().orElse(null);
        ObjectNode json = Json.object();
        json.put("position", line.position());
        json.put("kind", line.kind().key());
        json.put("description", line.description());
        json.put("quantity", line.quantity());
        json.put("unit_amount", line.unitAmount().orElse(null));
        json.put("line_total", line.amount());
        json.put("discount", line.discount());
        json.put("tax", line.tax());
        json.put("charge_id", text(line.chargeId()));
        usage(json, line.usage().orElse(null));
        json.set("parts", parts(line.rating().orElse(null)));
        json.put("service_start", service == null ? null : Json.time(service.from()));
        json.put("service_end", service == null ? null : Json.time(service.until()));
        return json;
    }

    private static void usage(ObjectNode json, @Nullable LineUsage usage) {
        LineUsage.Adjusts adjusts = usage == null ? null : usage.adjusts();
        json.put("meter_id", usage == null ? null : text(usage.meterId()));
        json.put("events", usage == null ? null : usage.events());
        json.put("adjusts_period", adjusts == null ? null : adjusts.periodNumber());
        ObjectNode dimensions = json.putObject("dimensions");
        if (usage != null) new TreeMap<>(usage.dimensions()).forEach(dimensions::put);
    }

    /** How an amount is split by tier; empty where nothing was rated. */
    static ArrayNode parts(@Nullable Rating rating) {
        ArrayNode parts = Json.array();
        if (rating != null) rating.parts().forEach(part -> parts.add(part(part)));
        return parts;
    }

    private static ObjectNode part(RatedPart part) {
        return Json.object()
                .put("tier", part.tier())
                .put("from", part.from())
                .put("up_to", part.upTo())
                .put("units", part.units())
                .put("unit_price", part.unitPrice())
                .put("flat_fee", part.flatFee())
                .put("amount", part.amount());
    }

    static ObjectNode discount(InvoiceDiscount discount) {
        Discount of = discount.discount();
        BigDecimal percent = of instanceof Discount.Percent(BigDecimal part) ? part : null;
        BigDecimal amount = of instanceof Discount.Fixed(BigDecimal sum) ? sum : null;
        return Json.object()
                .put("name", discount.name())
                .put("percent_off", percent)
                .put("amount_off", amount);
    }

    private static ObjectNode tax(InvoiceTax tax) {
        return Json.object()
                .put("name", tax.name())
                .put("percentage", tax.percent())
                .put("base", tax.base())
                .put("amount", tax.amount());
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
