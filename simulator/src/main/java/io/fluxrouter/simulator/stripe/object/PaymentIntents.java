package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Call;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** One payment from the wish to the money: {@code pi_}. */
public final class PaymentIntents {
    static final String KIND = "payment_intent";
    static final String WANTS_METHOD = "requires_payment_method";
    static final String WANTS_ACTION = "requires_action";
    static final String SUCCEEDED = "succeeded";
    private static final String WANTS_CONFIRMATION = "requires_confirmation";
    private static final String WANTS_CAPTURE = "requires_capture";
    private static final String CANCELED = "canceled";
    private static final String METHOD = "payment_method";
    private static final String PATH = "/v1/payment_intents";
    // Stripe's minimum for US dollars
    // (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).
    private static final long LEAST_CENTS = 50;
    private static final long MOST_CENTS = 99_999_999;

    private final World world;
    private final Customers customers;
    private final PaymentMethods methods;
    private final CardPayments payments;

    PaymentIntents(
            World world, Customers customers, PaymentMethods methods, CardPayments payments) {
        this.world = world;
        this.customers = customers;
        this.methods = methods;
        this.payments = payments;
    }

    void open(Routes routes) {
        routes.post(PATH, call -> create(call.params()));
        Listing.open(routes, world, KIND, PATH, "customer");
        routes.post(PATH + "/{}", this::update);
        routes.post(PATH + "/{}/confirm", this::confirm);
        routes.post(PATH + "/{}/capture", this::capture);
        routes.post(PATH + "/{}/cancel", call -> cancel(call.id(), call.params()));
    }

    ObjectNode create(Params params) {
        long cents = checkedAmount(params.requiredNumber("amount"));
        String currency = params.required("currency").toLowerCase(Locale.ROOT);
        params.text("customer").ifPresent(id -> customers.living(id, "customer"));
        boolean confirm = params.flag("confirm", false);
        if (params.sent("off_session") && !confirm) {
            throw StripeError.invalid(
                    "off_session", "The off_session parameter can only be used with confirm=true.");
        }
        String method = methodId(params);
        ObjectNode intent = add(cents, currency, params);
        setMethod(intent, method);
        world.emit("payment_intent.created", intent);
        if (confirm) payments.pay(intent, CardPayments.Presence.of(params));
        return intent;
    }

    private ObjectNode add(long cents, String currency, Params params) {
        ObjectNode intent = world.add("pi_", KIND);
        params.mergeMetadata(intent);
        intent.put(Challenges.RETURN_URL, params.text("return_url", ""));
        intent.put("amount", cents).put("amount_capturable", 0).put("amount_received", 0);
        intent.put("currency", currency).put("confirmation_method", "automatic");
        intent.put(
                "capture_method",
                params.choice("capture_method", "automatic_async", "automatic", "manual"));
        intent.put("client_secret", Json.text(intent, "id") + "_secret_" + world.randomText(25));
        params.copyTexts(
                intent,
                "customer",
                "description",
                "receipt_email",
                "setup_future_usage",
                "statement_descriptor",
                "statement_descriptor_suffix",
                "transfer_group");
        intent.putArray("payment_method_types").add("card");
        intent.putNull("canceled_at").putNull("cancellation_reason").putNull("latest_charge");
        return intent.putNull("last_payment_error").putNull("next_action").putNull("processing");
    }

    private String methodId(Params params) {
        if (params.text(METHOD).isEmpty()) return "";
        ObjectNode method = methods.resolve(params.required(METHOD), METHOD);
        String owner = Json.text(method, "customer");
        if (!owner.isEmpty() && !owner.equals(params.text("customer", ""))) {
            throw StripeError.invalid(
                    METHOD,
                    "The provided PaymentMethod belongs to a customer: name the same customer.");
        }
        return Json.text(method, "id");
    }

    private static void setMethod(ObjectNode intent, String method) {
        intent.put(METHOD, method.isEmpty() ? null : method);
        intent.put("status", method.isEmpty() ? WANTS_METHOD : WANTS_CONFIRMATION);
    }

    private ObjectNode update(Call call) {
        ObjectNode intent = in(call.id(), WANTS_METHOD, WANTS_CONFIRMATION, WANTS_ACTION);
        Params params = call.params();
        params.number("amount").ifPresent(cents -> intent.put("amount", checkedAmount(cents)));
        params.copyTexts(intent, "description", "receipt_email", "setup_future_usage");
        params.mergeMetadata(intent);
        params.text(METHOD)
                .ifPresent(id -> setMethod(intent, Json.text(methods.resolve(id, METHOD), "id")));
        return intent;
    }

    private ObjectNode confirm(Call call) {
        ObjectNode intent = in(call.id(), WANTS_METHOD, WANTS_CONFIRMATION, WANTS_ACTION);
        Params params = call.params();
        params.text(METHOD)
                .ifPresent(id -> setMethod(intent, Json.text(methods.resolve(id, METHOD), "id")));
        if (!Json.has(intent, METHOD)) {
            throw StripeError.invalid(
                    "payment_intent_unexpected_state",
                    METHOD,
                    "You cannot confirm this PaymentIntent because it's missing a payment method.");
        }
        params.text("return_url").ifPresent(url -> intent.put(Challenges.RETURN_URL, url));
        payments.pay(intent, CardPayments.Presence.of(params));
        return intent;
    }

    private ObjectNode capture(Call call) {
        ObjectNode intent = in(call.id(), WANTS_CAPTURE);
        long most = intent.path("amount_capturable").asLong();
        long cents = call.params().number("amount_to_capture", most);
        if (cents < 1 || cents > most) {
            throw StripeError.invalid(
                    "amount_too_large",
                    "amount_to_capture",
                    "Cannot capture more than %d.".formatted(most));
        }
        payments.capture(intent, cents);
        return intent;
    }

    ObjectNode cancel(String id, Params params) {
        ObjectNode intent = in(id, WANTS_METHOD, WANTS_CONFIRMATION, WANTS_ACTION, WANTS_CAPTURE);
        intent.put("status", CANCELED).put("canceled_at", world.now()).put("amount_capturable", 0);
        intent.put("cancellation_reason", params.text("cancellation_reason").orElse(null));
        intent.putNull("next_action");
        world.emit("payment_intent.canceled", intent);
        return intent;
    }

    private ObjectNode in(String id, String... states) {
        ObjectNode intent = world.get(KIND, id);
        if (Set.of(states).contains(Json.text(intent, "status"))) return intent;
        throw StripeError.state(
                        "payment_intent_unexpected_state",
                        "This PaymentIntent's status is %s: it must be one of %s."
                                .formatted(Json.text(intent, "status"), String.join(", ", states)))
                .about(KIND, View.of(intent));
    }

    private static long checkedAmount(long cents) {
        if (cents < LEAST_CENTS) {
            throw StripeError.invalid(
                    "amount_too_small", "amount", "Amount must be at least $0.50 usd");
        }
        if (cents > MOST_CENTS) {
            throw StripeError.invalid(
                    "amount_too_large", "amount", "Amount must be no more than $999,999.99");
        }
        return cents;
    }

    /** Whether an amount is worth a payment at all. */
    static boolean payable(long cents) {
        return cents >= LEAST_CENTS;
    }
}
