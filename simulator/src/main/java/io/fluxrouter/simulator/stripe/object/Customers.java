package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Call;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Who pays: {@code cus_}. A deleted one stays as a mark that it was there. */
public final class Customers {
    static final String KIND = "customer";
    private static final String PATH = "/v1/customers";

    private final World world;
    private final PaymentMethods methods;

    Customers(World world, PaymentMethods methods) {
        this.world = world;
        this.methods = methods;
    }

    void open(Routes routes) {
        routes.post(PATH, call -> create(call.params()));
        routes.get(
                PATH,
                call ->
                        Listing.of(
                                call,
                                world.all(KIND)
                                        .filter(Customers::alive)
                                        .filter(Listing.matching(call.params(), "email"))));
        routes.get(PATH + "/{}", call -> world.get(KIND, call.id()));
        routes.post(PATH + "/{}", this::update);
        routes.delete(PATH + "/{}", this::delete);
    }

    ObjectNode create(Params params) {
        ObjectNode customer = Json.object();
        write(customer, params);
        ObjectNode made = world.add("cus_", KIND);
        made.setAll(customer);
        made.put("balance", params.number("balance", 0)).put("delinquent", false);
        made.put("invoice_prefix", world.randomText(8).toUpperCase(Locale.ROOT));
        made.put("next_invoice_sequence", 1).putNull("currency");
        made.put("tax_exempt", params.text("tax_exempt", "none"));
        ObjectNode invoices = made.putObject("invoice_settings");
        invoices.putNull("default_payment_method");
        params.text("payment_method")
                .ifPresent(method -> methods.attach(method, made, "payment_method"));
        setDefault(made, params);
        world.emit("customer.created", made);
        return made;
    }

    private ObjectNode update(Call call) {
        ObjectNode customer = living(call.id(), "id");
        write(customer, call.params());
        call.params().number("balance").ifPresent(cents -> customer.put("balance", cents));
        setDefault(customer, call.params());
        world.emit("customer.updated", customer);
        return customer;
    }

    private ObjectNode delete(Call call) {
        ObjectNode customer = living(call.id(), "id");
        world.emit("customer.deleted", customer);
        methods.of(customer).forEach(methods::detach);
        customer.retain("id", "object", "created", "livemode");
        return customer.put("deleted", true);
    }

    /** The customer that a parameter names. Throws where there is none or it was deleted. */
    ObjectNode living(String id, String param) {
        ObjectNode customer = world.get(KIND, id, param);
        if (!alive(customer)) throw StripeError.noSuch(KIND, id, param);
        return customer;
    }

    private static boolean alive(ObjectNode customer) {
        return !customer.path("deleted").asBoolean(false);
    }

    private static void write(ObjectNode customer, Params params) {
        params.copyTexts(customer, "name", "email", "description", "phone");
        params.mergeMetadata(customer);
        for (String group : new String[] {"address", "shipping"}) {
            if (params.sent(group)) customer.set(group, params.group(group).tree());
            else if (!customer.has(group)) customer.putNull(group);
        }
    }

    private void setDefault(ObjectNode customer, Params params) {
        Params settings = params.group("invoice_settings");
        settings.text("default_payment_method")
                .ifPresent(
                        id -> {
                            String param = settings.pathOf("default_payment_method");
                            ObjectNode method = methods.ofCustomer(id, customer, param);
                            methods.makeDefault(customer, method);
                        });
    }
}
