package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The lines of an invoice: {@code il_}. An invoice shows the first ten and says whether there are
 * more; all of them are in a list of their own.
 */
final class InvoiceLines {
    private static final String EVERY = "_every_line";
    private static final int SHOWN = 10;
    private static final List<String> OF_THE_ITEM =
            List.of(
                    "amount",
                    "currency",
                    "description",
                    "metadata",
                    "period",
                    "pricing",
                    "quantity");

    private final World world;

    InvoiceLines(World world) {
        this.world = world;
    }

    /** The line that an invoice item makes. */
    ObjectNode ofItem(ObjectNode item, String invoice) {
        ObjectNode line = line(item, invoice);
        line.putObject("parent")
                .put("type", "invoice_item_details")
                .putNull("subscription_item_details")
                .putObject("invoice_item_details")
                .put("invoice_item", Json.text(item, "id"))
                .put("proration", false)
                .putNull("subscription");
        return line;
    }

    /** The line that an item of a subscription makes for a period. */
    ObjectNode ofSubscription(ObjectNode item, ObjectNode facts, String invoice) {
        ObjectNode line = line(facts, invoice);
        line.putObject("parent")
                .put("type", "subscription_item_details")
                .putNull("invoice_item_details")
                .putObject("subscription_item_details")
                .put("subscription", Json.text(item, "subscription"))
                .put("subscription_item", Json.text(item, "id"))
                .put("proration", false);
        return line;
    }

    private ObjectNode line(ObjectNode facts, String invoice) {
        ObjectNode line = Json.object().put("id", world.newId("il_")).put("object", "line_item");
        line.put("livemode", false).put("invoice", invoice).put("discountable", true);
        OF_THE_ITEM.forEach(name -> copy(facts, line, name));
        line.put("subtotal", facts.path("amount").asLong());
        line.putArray("discounts");
        line.putArray("discount_amounts");
        line.putArray("taxes");
        return line;
    }

    private static void copy(ObjectNode from, ObjectNode to, String name) {
        if (from.has(name)) to.set(name, from.path(name).deepCopy());
    }

    /** Writes the lines into an invoice, and what they add up to. */
    static void write(ObjectNode invoice, List<ObjectNode> lines) {
        ArrayNode every = invoice.putArray(EVERY);
        lines.forEach(every::add);
        List<ObjectNode> first = lines.subList(0, Math.min(SHOWN, lines.size()));
        invoice.set("lines", Listing.page(url(invoice), first, lines.size() > SHOWN));
        long cents = lines.stream().mapToLong(line -> line.path("amount").asLong()).sum();
        for (String sum :
                List.of("subtotal", "subtotal_excluding_tax", "total", "total_excluding_tax")) {
            invoice.put(sum, cents);
        }
        long due = Math.max(0, cents);
        invoice.put("amount_due", due).put("amount_remaining", due);
    }

    static List<ObjectNode> of(ObjectNode invoice) {
        return invoice.path(EVERY)
                .valueStream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .toList();
    }

    private static String url(ObjectNode invoice) {
        return "/v1/invoices/" + Json.text(invoice, "id") + "/lines";
    }
}
