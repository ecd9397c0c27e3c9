package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a Checkout session sells, line by line: {@code li_}. */
final class CheckoutLines {
    private final World world;
    private final Prices prices;

    CheckoutLines(World world, Prices prices) {
        this.world = world;
        this.prices = prices;
    }

    /** Reads {@code line_items}. There must be one at least, and all in one currency. */
    List<ObjectNode> read(Params params, boolean recurringAllowed) {
        List<ObjectNode> lines = new ArrayList<>();
        for (Params line : params.groups("line_items")) lines.add(line(line, recurringAllowed));
        if (lines.isEmpty()) throw StripeError.missing("line_items");
        long currencies =
                lines.stream().map(line -> Json.text(line, "currency")).distinct().count();
        if (currencies > 1) {
            throw StripeError.invalid("line_items", "All line items must have one currency.");
        }
        return lines;
    }

    private ObjectNode line(Params params, boolean recurringAllowed) {
        long quantity = params.requiredNumber("quantity");
        if (quantity < 1) {
            throw StripeError.invalid(params.pathOf("quantity"), "Invalid positive integer");
        }
        ObjectNode price = prices.of(params);
        if (!recurringAllowed && Json.text(price, "type").equals("recurring")) {
            throw StripeError.invalid(
                    "line_items",
                    "You specified `payment` mode but passed a recurring price. Either switch to"
                            + " `subscription` mode or use only one-time prices.");
        }
        long cents = Prices.amount(price, quantity);
        ObjectNode line = Json.object().put("id", world.newId("li_")).put("object", "item");
        line.put("amount_discount", 0).put("amount_tax", 0);
        line.put("amount_subtotal", cents).put("amount_total", cents);
        line.put("currency", Json.text(price, "currency"));
        line.put("description", prices.nameOf(price)).put("quantity", quantity);
        line.set("price", price.deepCopy());
        return line;
    }
}
