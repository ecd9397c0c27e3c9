package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Call;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Cards: {@code pm_}. Each remembers which test card it is. */
public final class PaymentMethods {
    static final String KIND = "payment_method";
    private static final String PATH = "/v1/payment_methods";
    private static final String CUSTOMER = "customer";
    private static final String SET_UP = "_set_up";
    private static final int EXPIRY_YEAR = 2040;

    private final World world;

    PaymentMethods(World world) {
        this.world = world;
    }

    void open(Routes routes) {
        routes.post(PATH, call -> create(call.params()));
        routes.get(PATH, this::list);
        routes.get(PATH + "/{}", call -> world.get(KIND, call.id()));
        routes.post(PATH + "/{}", this::update);
        routes.post(
                PATH + "/{}/attach",
                call -> {
                    String customer = call.params().required(CUSTOMER);
                    return attach(call.id(), world.get(Customers.KIND, customer, CUSTOMER), "id");
                });
        routes.post(PATH + "/{}/detach", call -> detach(world.get(KIND, call.id())));
        routes.get(
                "/v1/customers/{}/payment_methods",
                call -> Listing.of(call, of(world.get(Customers.KIND, call.id()))));
    }

    private ObjectNode create(Params params) {
        params.choice("type", "card");
        Params card = params.group("card");
        String name = card.text("token").or(() -> card.text("number")).orElse("");
        if (name.isEmpty()) throw StripeError.missing("card");
        ObjectNode made = of(testCard(name, card.pathOf("number")));
        params.mergeMetadata(made);
        return made;
    }

    private ObjectNode list(Call call) {
        return Listing.of(
                call,
                world.all(KIND)
                        .filter(method -> Json.has(method, CUSTOMER))
                        .filter(Listing.matching(call.params(), CUSTOMER, "type")));
    }

    private ObjectNode update(Call call) {
        ObjectNode method = world.get(KIND, call.id());
        call.params().mergeMetadata(method);
        world.emit("payment_method.updated", method);
        return method;
    }

    static TestCard testCard(String name, String param) {
        return TestCard.find(name)
                .orElseThrow(
                        () ->
                                StripeError.invalid(
                                        "incorrect_number",
                                        param,
                                        "The simulator knows Stripe's test cards only."));
    }

    /** A new card, attached to nobody. */
    public ObjectNode of(TestCard card) {
        ObjectNode method = world.add("pm_", KIND);
        method.put("type", card.comesLater() ? card.brand() : "card")
                .putNull(CUSTOMER)
                .put("allow_redisplay", "unspecified");
        ObjectNode billing = method.putObject("billing_details");
        billing.putNull("address").putNull("email").putNull("name").putNull("phone");
        method.put("_card", card.name());
        if (card.comesLater()) {
            method.putObject(card.brand())
                    .put("bank_name", "STRIPE TEST BANK")
                    .put("last4", card.lastFour());
            return method;
        }
        ObjectNode shown = method.putObject("card");
        shown.put("brand", card.brand()).put("display_brand", card.brand()).put("country", "US");
        shown.put("exp_month", 12).put("exp_year", EXPIRY_YEAR).put("funding", "credit");
        shown.put("last4", card.lastFour()).put("fingerprint", "fp_" + card.number());
        return method;
    }

    /** The stored card of an id, or a new one of a test card's name. */
    ObjectNode resolve(String idOrToken, String param) {
        if (TestCard.isToken(idOrToken)) return of(testCard(idOrToken, param));
        return world.get(KIND, idOrToken, param);
    }

    /** The card, which must be the customer's or nobody's. */
    ObjectNode ofCustomer(String idOrToken, ObjectNode customer, String param) {
        ObjectNode method = resolve(idOrToken, param);
        String owner = Json.text(method, CUSTOMER);
        if (!owner.isEmpty() && !owner.equals(Json.text(customer, "id"))) {
            throw StripeError.invalid(param, "The payment method does not belong to the customer.");
        }
        return method;
    }

    static TestCard cardOf(ObjectNode method) {
        return testCard(Json.text(method, "_card"), KIND);
    }

    /** Puts a card on a customer's file. Stripe asks the bank first: some are refused here. */
    ObjectNode attach(String idOrToken, ObjectNode customer, String param) {
        return attach(ofCustomer(idOrToken, customer, param), customer);
    }

    ObjectNode attach(ObjectNode method, ObjectNode customer) {
        TestCard card = cardOf(method);
        if (card.refusedAsSuch()) throw card.refusalError();
        if (Json.has(method, CUSTOMER)) return method;
        method.put(CUSTOMER, Json.text(customer, "id"));
        world.emit("payment_method.attached", method);
        return method;
    }

    ObjectNode detach(ObjectNode method) {
        if (!Json.has(method, CUSTOMER)) {
            throw StripeError.state(
                    "", "The payment method you provided is not attached to a customer.");
        }
        String owner = Json.text(method, CUSTOMER);
        method.putNull(CUSTOMER);
        world.find(owner).ifPresent(customer -> forgetDefault(customer, method));
        world.emit("payment_method.detached", method);
        return method;
    }

    private static void forgetDefault(ObjectNode customer, ObjectNode method) {
        if (defaultOf(customer).equals(Json.text(method, "id"))) {
            settings(customer).putNull("default_payment_method");
        }
    }

    void makeDefault(ObjectNode customer, ObjectNode method) {
        attach(method, customer);
        settings(customer).put("default_payment_method", Json.text(method, "id"));
    }

    /** The id of the card that invoices are paid with, or empty. */
    static String defaultOf(ObjectNode customer) {
        return customer.path("invoice_settings").path("default_payment_method").asString("");
    }

    private static ObjectNode settings(ObjectNode customer) {
        return customer.withObject("invoice_settings");
    }

    /** The card that an invoice of the customer is paid with. */
    Optional<ObjectNode> payingMethod(ObjectNode customer) {
        return world.find(defaultOf(customer));
    }

    Stream<ObjectNode> of(ObjectNode customer) {
        String id = Json.text(customer, "id");
        return world
                .all(KIND)
                .filter(method -> Json.text(method, CUSTOMER).equals(id))
                .toList()
                .stream();
    }

    /** The holder was there: the card may be charged without him from now on. */
    static void setUp(ObjectNode method) {
        method.put(SET_UP, true);
    }

    static boolean isSetUp(ObjectNode method) {
        return method.path(SET_UP).asBoolean(false);
    }
}
