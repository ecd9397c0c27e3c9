package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The periods of a subscription, each with its invoice. */
final class SubscriptionPeriods {
    private static final String KIND = Subscriptions.KIND;
    private static final String CUSTOMER = "customer";
    private static final String END = "current_period_end";
    private static final String ENDS_AT = "_end";

    private final World world;
    private final Prices prices;
    private final Invoices invoices;
    private final InvoiceLines lines;
    private final InvoicePayments payments;

    SubscriptionPeriods(World world, Prices prices, Invoices invoices, InvoicePayments payments) {
        this.world = world;
        this.prices = prices;
        this.invoices = invoices;
        this.lines = new InvoiceLines(world);
        this.payments = payments;
    }

    /** When the present period ends. */
    static long end(ObjectNode subscription) {
        return subscription.path(ENDS_AT).asLong();
    }

    /** Begins a period of each item. */
    void begin(ObjectNode subscription, long start) {
        long end = start;
        for (ObjectNode item : items(subscription)) {
            Period length = length(item.path("price").path("recurring"));
            end = Instant.ofEpochSecond(start).atZone(ZoneOffset.UTC).plus(length).toEpochSecond();
            item.put("current_period_start", start).put(END, end);
        }
        subscription.put(ENDS_AT, end);
    }

    private static Period length(JsonNode recurring) {
        int count = recurring.path("interval_count").asInt(1);
        return switch (recurring.path("interval").asString("month")) {
            case "day" -> Period.ofDays(count);
            case "week" -> Period.ofWeeks(count);
            case "year" -> Period.ofYears(count);
            default -> Period.ofMonths(count);
        };
    }

    private static List<ObjectNode> items(ObjectNode subscription) {
        ArrayNode data = subscription.withObject("items").withArray("data");
        return data.valueStream().map(ObjectNode.class::cast).toList();
    }

    /** Makes the invoice of the present period final. */
    ObjectNode bill(ObjectNode subscription, String reason) {
        ObjectNode customer = world.get(Customers.KIND, Json.text(subscription, CUSTOMER));
        ObjectNode invoice = invoices.draft(customer, Json.text(subscription, "currency"), reason);
        String id = Json.text(invoice, "id");
        invoice.putObject("parent")
                .put("type", "subscription_details")
                .putNull("quote_details")
                .putObject("subscription_details")
                .put(KIND, Json.text(subscription, "id"))
                .set("metadata", subscription.path("metadata").deepCopy());
        invoice.set(
                "default_payment_method", subscription.path("default_payment_method").deepCopy());
        InvoiceLines.write(
                invoice,
                items(subscription).stream()
                        .map(item -> lines.ofSubscription(item, facts(item), id))
                        .toList());
        subscription.put("latest_invoice", id);
        world.emit("invoice.created", invoice);
        payments.finalise(invoice);
        return invoice;
    }

    private ObjectNode facts(ObjectNode item) {
        ObjectNode price = item.withObject("price");
        long quantity = item.path("quantity").asLong(1);
        ObjectNode facts = Json.object().put("amount", Prices.amount(price, quantity));
        facts.put("currency", Json.text(price, "currency")).put("quantity", quantity);
        facts.put("description", quantity + " × " + prices.nameOf(price));
        facts.putObject("period")
                .put("start", item.path("current_period_start").asLong())
                .put("end", item.path(END).asLong());
        facts.set("pricing", InvoiceItems.pricing(price));
        return facts;
    }
}
