package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Call;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prices paid again and again: {@code sub_}. Each period has an invoice at its start. There is no
 * proration here: FluxRouter computes its own.
 */
public final class Subscriptions {
    static final String KIND = "subscription";
    private static final String CUSTOMER = "customer";
    private static final String STATUS = "status";
    private static final String PATH = "/v1/subscriptions";

    private final World world;
    private final Customers customers;
    private final PaymentMethods methods;
    private final Prices prices;
    private final SubscriptionPeriods periods;
    private final InvoicePayments payments;

    Subscriptions(
            World world,
            Customers customers,
            PaymentMethods methods,
            Prices prices,
            SubscriptionPeriods periods,
            InvoicePayments payments) {
        this.world = world;
        this.customers = customers;
        this.methods = methods;
        this.prices = prices;
        this.periods = periods;
        this.payments = payments;
        payments.whenPaid(invoice -> ofInvoice(invoice, this::paid));
        payments.whenFailed(invoice -> ofInvoice(invoice, this::failed));
    }

    void open(Routes routes) {
        routes.post(PATH, call -> create(call.params()));
        routes.get(PATH, this::list);
        routes.get(PATH + "/{}", call -> world.get(KIND, call.id()));
        routes.post(PATH + "/{}", this::update);
        routes.delete(PATH + "/{}", call -> cancel(living(call.id())));
    }

    private ObjectNode list(Call call) {
        boolean all = call.params().text(STATUS, "").equals("all");
        return Listing.of(
                call,
                world.all(KIND)
                        .filter(Listing.matching(call.params(), CUSTOMER))
                        .filter(one -> all || !Json.text(one, STATUS).equals("canceled")));
    }

    private ObjectNode create(Params params) {
        ObjectNode customer = customers.living(params.required(CUSTOMER), CUSTOMER);
        String behaviour =
                params.choice(
                        "payment_behavior",
                        "allow_incomplete",
                        "default_incomplete",
                        "error_if_incomplete");
        List<ObjectNode> sold = new ArrayList<>();
        for (Params item : params.groups("items")) {
            ObjectNode price = recurring(prices.of(item), item);
            sold.add(item(price, item.number("quantity", 1)));
        }
        if (sold.isEmpty()) throw StripeError.missing("items");
        ObjectNode subscription = start(customer, sold, params);
        params.text("default_payment_method")
                .ifPresent(
                        id ->
                                payWith(
                                        subscription,
                                        methods.attach(id, customer, "default_payment_method")));
        if (!behaviour.equals("default_incomplete")) payNow(subscription, behaviour);
        return subscription;
    }

    private static ObjectNode recurring(ObjectNode price, Params item) {
        if (Json.text(price, "type").equals("recurring")) return price;
        throw StripeError.invalid(
                item.pathOf("price"),
                "The price is one-time; a subscription needs a recurring one.");
    }

    ObjectNode item(ObjectNode price, long quantity) {
        ObjectNode item =
                Json.object().put("id", world.newId("si_")).put("object", "subscription_item");
        item.put("created", world.now()).put("quantity", quantity);
        item.putObject("metadata");
        item.set("price", price.deepCopy());
        return item;
    }

    /** A subscription whose first invoice is final and not paid yet. */
    ObjectNode start(ObjectNode customer, List<ObjectNode> items, Params params) {
        ObjectNode subscription = world.add("sub_", KIND);
        params.mergeMetadata(subscription);
        subscription.put(CUSTOMER, Json.text(customer, "id")).put(STATUS, "incomplete");
        subscription.put("collection_method", "charge_automatically");
        subscription.put("currency", items.getFirst().path("price").path("currency").asString());
        subscription.put("start_date", world.now()).put("billing_cycle_anchor", world.now());
        subscription.put("cancel_at_period_end", false);
        for (String empty :
                List.of(
                        "cancel_at",
                        "canceled_at",
                        "ended_at",
                        "default_payment_method",
                        "trial_end",
                        "latest_invoice")) {
            subscription.putNull(empty);
        }
        params.copyTexts(subscription, "description");
        items.forEach(item -> item.put(KIND, Json.text(subscription, "id")));
        String url = "/v1/subscription_items?subscription=" + Json.text(subscription, "id");
        subscription.set("items", Listing.page(url, items, false));
        periods.begin(subscription, world.now());
        world.emit("customer.subscription.created", subscription);
        periods.bill(subscription, "subscription_create");
        return subscription;
    }

    void payWith(ObjectNode subscription, ObjectNode method) {
        subscription.put("default_payment_method", Json.text(method, "id"));
        world.find(Json.text(subscription, "latest_invoice"))
                .ifPresent(
                        invoice -> invoice.put("default_payment_method", Json.text(method, "id")));
    }

    private void payNow(ObjectNode subscription, String behaviour) {
        ObjectNode invoice = world.get(Invoices.KIND, Json.text(subscription, "latest_invoice"));
        if (Json.text(invoice, STATUS).equals("paid")) return;
        try {
            payments.collect(invoice, "");
        } catch (StripeError refused) {
            if (behaviour.equals("error_if_incomplete")) throw refused;
        }
    }

    private void ofInvoice(ObjectNode invoice, Consumer<ObjectNode> step) {
        String id = invoice.path("parent").path("subscription_details").path(KIND).asString("");
        world.find(id).ifPresent(step);
    }

    private void paid(ObjectNode subscription) {
        if (!Json.text(subscription, STATUS).equals("canceled")) become(subscription, "active");
    }

    private void failed(ObjectNode subscription) {
        if (Json.text(subscription, STATUS).equals("active")) become(subscription, "past_due");
    }

    private void become(ObjectNode subscription, String status) {
        if (Json.text(subscription, STATUS).equals(status)) return;
        subscription.put(STATUS, status);
        world.emit("customer.subscription.updated", subscription);
    }

    private ObjectNode update(Call call) {
        ObjectNode subscription = living(call.id());
        Params params = call.params();
        if (params.sent("items")) {
            throw StripeError.invalid(
                    "items", "The simulator does not change what a subscription sells.");
        }
        boolean ends = subscription.path("cancel_at_period_end").asBoolean(false);
        subscription.put("cancel_at_period_end", params.flag("cancel_at_period_end", ends));
        params.mergeMetadata(subscription);
        params.text("default_payment_method")
                .ifPresent(
                        id -> {
                            ObjectNode customer =
                                    world.get(Customers.KIND, Json.text(subscription, CUSTOMER));
                            payWith(
                                    subscription,
                                    methods.attach(id, customer, "default_payment_method"));
                        });
        world.emit("customer.subscription.updated", subscription);
        return subscription;
    }

    private ObjectNode living(String id) {
        ObjectNode subscription = world.get(KIND, id);
        if (!Json.text(subscription, STATUS).equals("canceled")) return subscription;
        throw StripeError.noSuch(KIND, id, "id");
    }

    ObjectNode cancel(ObjectNode subscription) {
        subscription
                .put(STATUS, "canceled")
                .put("canceled_at", world.now())
                .put("ended_at", world.now());
        world.emit("customer.subscription.deleted", subscription);
        return subscription;
    }

    /** Begins every period whose time has come. */
    void passTime() {
        for (ObjectNode subscription : world.oldestFirst(KIND)) {
            while (renews(subscription)) renew(subscription);
        }
    }

    private boolean renews(ObjectNode subscription) {
        String status = Json.text(subscription, STATUS);
        boolean running = status.equals("active") || status.equals("past_due");
        return running && SubscriptionPeriods.end(subscription) <= world.now();
    }

    private void renew(ObjectNode subscription) {
        if (subscription.path("cancel_at_period_end").asBoolean(false)) {
            cancel(subscription);
            return;
        }
        periods.begin(subscription, SubscriptionPeriods.end(subscription));
        ObjectNode invoice = periods.bill(subscription, "subscription_cycle");
        invoice.put("auto_advance", true);
        payments.attempt(invoice);
        world.emit("customer.subscription.updated", subscription);
    }
}
