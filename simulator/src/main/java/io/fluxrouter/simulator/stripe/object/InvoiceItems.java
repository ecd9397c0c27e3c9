package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Call;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** What will stand on an invoice: {@code ii_}. One without an invoice waits for the next. */
final class InvoiceItems {
    static final String KIND = "invoiceitem";
    private static final String INVOICE = "invoice";
    private static final String PATH = "/v1/invoiceitems";

    private final World world;
    private final Customers customers;
    private final Prices prices;
    private Consumer<ObjectNode> changed = invoice -> {};

    InvoiceItems(World world, Customers customers, Prices prices) {
        this.world = world;
        this.customers = customers;
        this.prices = prices;
    }

    /** What happens with a draft when an item of it changes. */
    void whenChanged(Consumer<ObjectNode> step) {
        this.changed = step;
    }

    void open(Routes routes) {
        routes.post(PATH, call -> create(call.params()));
        routes.get(PATH, this::list);
        routes.get(PATH + "/{}", call -> world.get(KIND, call.id()));
        routes.post(PATH + "/{}", this::update);
        routes.delete(PATH + "/{}", this::delete);
    }

    private ObjectNode list(Call call) {
        boolean pending = call.params().flag("pending", false);
        return Listing.of(
                call,
                world.all(KIND)
                        .filter(Listing.matching(call.params(), "customer", INVOICE))
                        .filter(item -> !pending || !Json.has(item, INVOICE)));
    }

    private ObjectNode create(Params params) {
        String customer =
                Json.text(customers.living(params.required("customer"), "customer"), "id");
        String invoice = params.text(INVOICE, "");
        if (!invoice.isEmpty()) draft(invoice);
        ObjectNode facts = facts(params);
        ObjectNode item = world.add("ii_", KIND);
        item.remove("created");
        params.mergeMetadata(item);
        item.setAll(facts);
        item.put("customer", customer).put(INVOICE, invoice.isEmpty() ? null : invoice);
        item.put("date", world.now()).put("discountable", true).put("proration", false);
        params.copyTexts(item, "description");
        item.set("period", period(params));
        item.putArray("discounts");
        item.putArray("tax_rates");
        item.putNull("parent").putNull("test_clock");
        world.emit("invoiceitem.created", item);
        if (!invoice.isEmpty()) changed.accept(draft(invoice));
        return item;
    }

    /** Amount and price: given as one amount, or as a price and a quantity. */
    private ObjectNode facts(Params params) {
        long quantity = params.number("quantity", 1);
        ObjectNode facts = Json.object().put("quantity", quantity);
        if (params.sent("price_data") || params.group("pricing").sent("price")) {
            ObjectNode price =
                    prices.of(params.sent("price_data") ? params : params.group("pricing"));
            facts.put("currency", Json.text(price, "currency"));
            facts.set("pricing", pricing(price));
            return amount(facts, Prices.amount(price, quantity));
        }
        facts.put("currency", params.required("currency").toLowerCase(Locale.ROOT));
        if (params.sent("unit_amount_decimal")) {
            BigDecimal each = new BigDecimal(params.required("unit_amount_decimal"));
            return amount(facts, Prices.amount(each, quantity)).putNull("pricing");
        }
        return amount(facts, params.requiredNumber("amount")).putNull("pricing");
    }

    private static ObjectNode amount(ObjectNode facts, long cents) {
        return facts.put("amount", cents).put("net_amount", cents);
    }

    static ObjectNode pricing(ObjectNode price) {
        ObjectNode pricing = Json.object().put("type", "price_details");
        pricing.put("unit_amount_decimal", Json.text(price, "unit_amount_decimal"));
        pricing.putObject("price_details")
                .put("price", Json.text(price, "id"))
                .put("product", Json.text(price, "product"));
        return pricing;
    }

    private ObjectNode period(Params params) {
        Params period = params.group("period");
        return Json.object()
                .put("start", period.number("start", world.now()))
                .put("end", period.number("end", world.now()));
    }

    private ObjectNode update(Call call) {
        ObjectNode item = changeable(call.id());
        Params params = call.params();
        params.number("amount").ifPresent(cents -> amount(item, cents));
        params.text("description").ifPresent(text -> item.put("description", text));
        params.mergeMetadata(item);
        if (Json.has(item, INVOICE)) changed.accept(draft(Json.text(item, INVOICE)));
        return item;
    }

    private ObjectNode delete(Call call) {
        ObjectNode item = changeable(call.id());
        world.remove(item);
        world.emit("invoiceitem.deleted", item);
        if (Json.has(item, INVOICE)) changed.accept(draft(Json.text(item, INVOICE)));
        return Json.object().put("id", call.id()).put("object", KIND).put("deleted", true);
    }

    private ObjectNode changeable(String id) {
        ObjectNode item = world.get(KIND, id);
        if (Json.has(item, INVOICE)) draft(Json.text(item, INVOICE));
        return item;
    }

    private ObjectNode draft(String id) {
        ObjectNode invoice = world.get(Invoices.KIND, id, INVOICE);
        if (Json.text(invoice, "status").equals("draft")) return invoice;
        throw StripeError.state(
                "invoice_not_editable", "This invoice is no longer editable: it is not a draft.");
    }

    /** The items of an invoice, oldest first. */
    List<ObjectNode> of(String invoice) {
        return world.oldestFirst(KIND).stream()
                .filter(item -> Json.text(item, INVOICE).equals(invoice))
                .toList();
    }

    /** The items of a customer that wait for an invoice in the currency, oldest first. */
    List<ObjectNode> pending(String customer, String currency) {
        return world.oldestFirst(KIND).stream()
                .filter(item -> Json.text(item, "customer").equals(customer))
                .filter(item -> !Json.has(item, INVOICE))
                .filter(item -> Json.text(item, "currency").equals(currency))
                .toList();
    }
}
