package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Call;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** A card on its way to a customer's file, no money taken: {@code seti_}. */
public final class SetupIntents {
    static final String KIND = "setup_intent";
    private static final String METHOD = "payment_method";
    private static final String PATH = "/v1/setup_intents";
    private static final Set<String> OPEN =
            Set.of(
                    PaymentIntents.WANTS_METHOD,
                    "requires_confirmation",
                    PaymentIntents.WANTS_ACTION);

    private final World world;
    private final Customers customers;
    private final PaymentMethods methods;
    private final Challenges challenges;
    private final List<Consumer<ObjectNode>> done = new ArrayList<>();

    SetupIntents(World world, Customers customers, PaymentMethods methods, Challenges challenges) {
        this.world = world;
        this.customers = customers;
        this.methods = methods;
        this.challenges = challenges;
    }

    void open(Routes routes) {
        routes.post(PATH, call -> create(call.params()));
        Listing.open(routes, world, KIND, PATH, "customer", METHOD);
        routes.post(PATH + "/{}", this::update);
        routes.post(PATH + "/{}/confirm", this::confirm);
        routes.post(PATH + "/{}/cancel", this::cancel);
    }

    /** What happens with every intent whose card is on file. */
    void whenDone(Consumer<ObjectNode> step) {
        done.add(step);
    }

    ObjectNode create(Params params) {
        params.text("customer").ifPresent(id -> customers.living(id, "customer"));
        String method =
                params.text(METHOD)
                        .map(id -> Json.text(methods.resolve(id, METHOD), "id"))
                        .orElse("");
        ObjectNode intent = world.add("seti_", KIND);
        params.mergeMetadata(intent);
        params.copyTexts(intent, "customer", "description");
        intent.put("usage", params.choice("usage", "off_session", "on_session"));
        intent.put("client_secret", Json.text(intent, "id") + "_secret_" + world.randomText(25));
        intent.putArray("payment_method_types").add("card");
        intent.putNull("next_action").putNull("last_setup_error").putNull("cancellation_reason");
        intent.putNull("mandate").putNull("latest_attempt");
        setMethod(intent, method);
        world.emit("setup_intent.created", intent);
        if (params.flag("confirm", false)) set(intent);
        return intent;
    }

    private static void setMethod(ObjectNode intent, String method) {
        intent.put(METHOD, method.isEmpty() ? null : method);
        intent.put(
                "status", method.isEmpty() ? PaymentIntents.WANTS_METHOD : "requires_confirmation");
    }

    private ObjectNode update(Call call) {
        ObjectNode intent = open(call.id());
        call.params().mergeMetadata(intent);
        call.params().copyTexts(intent, "customer", "description");
        return intent;
    }

    private ObjectNode confirm(Call call) {
        ObjectNode intent = open(call.id());
        call.params()
                .text(METHOD)
                .ifPresent(id -> setMethod(intent, Json.text(methods.resolve(id, METHOD), "id")));
        set(intent);
        return intent;
    }

    private ObjectNode cancel(Call call) {
        ObjectNode intent = open(call.id()).put("status", "canceled");
        intent.put("cancellation_reason", call.params().text("cancellation_reason").orElse(null));
        world.emit("setup_intent.canceled", intent);
        return intent;
    }

    private ObjectNode open(String id) {
        ObjectNode intent = world.get(KIND, id);
        if (OPEN.contains(Json.text(intent, "status"))) return intent;
        throw StripeError.state(
                        "setup_intent_unexpected_state",
                        "This SetupIntent's status is " + Json.text(intent, "status") + ".")
                .about(KIND, View.of(intent));
    }

    /** Sets up a card of a hosted page. */
    void set(ObjectNode intent, ObjectNode method) {
        setMethod(intent, Json.text(method, "id"));
        set(intent);
    }

    private void set(ObjectNode intent) {
        if (!Json.has(intent, METHOD)) throw StripeError.missing(METHOD);
        ObjectNode method = world.get(PaymentMethods.KIND, Json.text(intent, METHOD), METHOD);
        TestCard card = PaymentMethods.cardOf(method);
        intent.putNull("last_setup_error").putNull("next_action");
        if (card.refusedAsSuch()) refuse(intent, method, card.refusalError());
        if (card.wantsHolder(PaymentMethods.isSetUp(method))) {
            intent.put("status", PaymentIntents.WANTS_ACTION);
            challenges.pose(intent);
            world.emit("setup_intent.requires_action", intent);
        } else {
            succeed(intent, method);
        }
    }

    /** The holder has answered the bank's question. */
    void answered(ObjectNode intent, boolean passed) {
        ObjectNode method = world.get(PaymentMethods.KIND, Json.text(intent, METHOD), METHOD);
        intent.putNull("next_action");
        if (!passed)
            refuse(intent, method, Challenges.failed("setup_intent_authentication_failure"));
        succeed(intent, method);
    }

    private void succeed(ObjectNode intent, ObjectNode method) {
        PaymentMethods.setUp(method);
        String customer = Json.text(intent, "customer");
        if (!customer.isEmpty()) methods.attach(method, world.get(Customers.KIND, customer));
        intent.put("status", PaymentIntents.SUCCEEDED);
        world.emit("setup_intent.succeeded", intent);
        done.forEach(step -> step.accept(intent));
    }

    private void refuse(ObjectNode intent, ObjectNode method, StripeError refusal) {
        ObjectNode error = refusal.error();
        error.set(METHOD, View.of(method));
        intent.put("status", PaymentIntents.WANTS_METHOD).putNull(METHOD);
        intent.set("last_setup_error", error);
        world.emit("setup_intent.setup_failed", intent);
        throw refusal.about(KIND, View.of(intent));
    }
}
