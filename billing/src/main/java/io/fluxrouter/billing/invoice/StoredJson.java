package io.fluxrouter.billing.invoice;

import io.fluxrouter.core.invoice.Discount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The columns of an invoice that are JSON. Decimals are text: every digit stays. */
final class StoredJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StoredJson() {}

    static JsonNode tree(String json) {
        return JSON.readTree(json);
    }

    /** What is not there is left out, so that the hash of older invoices stays what it was. */
    static String write(Seller seller) {
        ObjectNode node =
                NODES.objectNode().put("name", seller.name()).put("country", seller.country());
        if (!seller.address().isEmpty()) seller.address().forEach(node.putArray("address")::add);
        if (seller.taxId() != null) node.put("tax_id", seller.taxId());
        return node.toString();
    }

    static Seller seller(String json) {
        JsonNode node = tree(json);
        return new Seller(
                required(node, "name"),
                text(node, "country"),
                node.path("address").valueStream().map(JsonNode::asString).toList(),
                text(node, "tax_id"));
    }

    static String write(BilledTo to) {
        return NODES.objectNode()
                .put("name", to.name())
                .put("email", to.email())
                .put("line1", to.line1())
                .put("city", to.city())
                .put("state", to.state())
                .put("country", to.country())
                .put("postal_code", to.postalCode())
                .toString();
    }

    static BilledTo billedTo(String json) {
        JsonNode node = tree(json);
        return new BilledTo(
                required(node, "name"),
                text(node, "email"),
                text(node, "line1"),
                text(node, "city"),
                text(node, "state"),
                text(node, "country"),
                text(node, "postal_code"));
    }

    static String writeDiscounts(List<InvoiceDiscount> discounts) {
        ArrayNode rows = NODES.arrayNode();
        for (InvoiceDiscount one : discounts) {
            ObjectNode row = rows.addObject().put("name", one.name());
            switch (one.discount()) {
                case Discount.Percent(var percent) -> row.put("percent_off", plain(percent));
                case Discount.Fixed(var amount) -> row.put("amount_off", plain(amount));
            }
        }
        return rows.toString();
    }

    static List<InvoiceDiscount> discounts(String json) {
        List<InvoiceDiscount> discounts = new ArrayList<>();
        for (JsonNode row : tree(json)) {
            Discount discount =
                    row.has("percent_off")
                            ? new Discount.Percent(decimal(row, "percent_off"))
                            : new Discount.Fixed(decimal(row, "amount_off"));
            discounts.add(new InvoiceDiscount(required(row, "name"), discount));
        }
        return discounts;
    }

    static String writeTaxes(List<InvoiceTax> taxes) {
        ArrayNode rows = NODES.arrayNode();
        for (InvoiceTax tax : taxes) {
            rows.addObject()
                    .put("name", tax.name())
                    .put("percent", plain(tax.percent()))
                    .put("base", plain(tax.base()))
                    .put("amount", plain(tax.amount()));
        }
        return rows.toString();
    }

    static List<InvoiceTax> taxes(String json) {
        List<InvoiceTax> taxes = new ArrayList<>();
        for (JsonNode row : tree(json)) {
            taxes.add(
                    new InvoiceTax(
                            required(row, "name"),
                            decimal(row, "percent"),
                            decimal(row, "base"),
                            decimal(row, "amount")));
        }
        return taxes;
    }

    /** In the order of their names, so that equal ones are written alike. */
    static String writeTexts(Map<String, String> texts) {
        ObjectNode node = NODES.objectNode();
        new TreeMap<>(texts).forEach(node::put);
        return node.toString();
    }

    static Map<String, String> texts(String json) {
        Map<String, String> texts = new TreeMap<>();
        tree(json)
                .properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asString()));
        return texts;
    }

    static String plain(BigDecimal value) {
        return value.toPlainString();
    }

    static BigDecimal decimal(JsonNode node, String name) {
        return new BigDecimal(required(node, name));
    }

    static String required(JsonNode node, String name) {
        String value = text(node, name);
        if (value == null) throw new IllegalStateException("no " + name + " in " + node);
        return value;
    }

    static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value.asString();
    }
}
