package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Call;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Money given back: {@code re_}. Never more than was taken and not given back before. */
public final class Refunds {
    static final String KIND = "refund";
    private static final String PATH = "/v1/refunds";
    private static final String REFUNDED = "amount_refunded";

    private final World world;
    private final BalanceEntries balance;

    Refunds(World world, BalanceEntries balance) {
        this.world = world;
        this.balance = balance;
    }

    void open(Routes routes) {
        routes.post(PATH, call -> create(call.params()));
        Listing.open(routes, world, KIND, PATH, "charge", "payment_intent");
        routes.post(PATH + "/{}", this::update);
        routes.post(PATH + "/{}/cancel", this::cancel);
    }

    private ObjectNode create(Params params) {
        ObjectNode charge = charge(params);
        long most = Charges.refundable(charge);
        if (!charge.path("paid").asBoolean(false) || !charge.path("captured").asBoolean(false)) {
            throw StripeError.state("", "This charge has no money that could be refunded.");
        }
        if (most == 0) {
            throw StripeError.state(
                    "charge_already_refunded",
                    "Charge %s has already been refunded.".formatted(Json.text(charge, "id")));
        }
        long cents = params.number("amount", most);
        if (cents < 1)
            throw StripeError.invalid(
                    "parameter_invalid_integer", "amount", "Invalid positive integer");
        if (cents > most) {
            throw StripeError.state(
                    "",
                    "Refund amount (%d) is greater than unrefunded amount on charge (%d)"
                            .formatted(cents, most));
        }
        ObjectNode refund = add(charge, cents, params);
        giveBack(charge, cents);
        show(charge);
        world.emit("refund.created", refund);
        world.emit("charge.refunded", charge);
        return refund;
    }

    private ObjectNode charge(Params params) {
        if (params.sent("charge")) {
            return world.get(Charges.KIND, params.required("charge"), "charge");
        }
        String param = "payment_intent";
        ObjectNode intent = world.get(PaymentIntents.KIND, params.required(param), param);
        return world.find(Json.text(intent, "latest_charge"))
                .orElseThrow(
                        () ->
                                StripeError.invalid(
                                        param,
                                        "This PaymentIntent does not have a successful charge to refund."));
    }

    private ObjectNode add(ObjectNode charge, long cents, Params params) {
        ObjectNode refund = world.add("re_", KIND);
        refund.remove("livemode");
        params.mergeMetadata(refund);
        refund.put("amount", cents).put("charge", Json.text(charge, "id"));
        refund.set("currency", charge.path("currency"));
        refund.set("payment_intent", charge.path("payment_intent"));
        String reason =
                params.choice("reason", "", "duplicate", "fraudulent", "requested_by_customer");
        refund.put("reason", reason.isEmpty() ? null : reason).put("status", "succeeded");
        refund.put("balance_transaction", balance.refunded(refund, cents));
        refund.putNull("failure_reason").putNull("receipt_number");
        refund.putObject("destination_details").put("type", "card");
        return refund;
    }

    private static void giveBack(ObjectNode charge, long cents) {
        charge.put(REFUNDED, charge.path(REFUNDED).asLong() + cents);
        charge.put("refunded", Charges.refundable(charge) == 0);
    }

    /** The refunds of a charge, for who asks to see them with it. */
    private void show(ObjectNode charge) {
        String id = Json.text(charge, "id");
        List<ObjectNode> refunds =
                world.all(KIND).filter(one -> Json.text(one, "charge").equals(id)).toList();
        charge.set("_refunds", Listing.page("/v1/charges/" + id + "/refunds", refunds, false));
    }

    private ObjectNode update(Call call) {
        ObjectNode refund = world.get(KIND, call.id());
        call.params().mergeMetadata(refund);
        world.emit("refund.updated", refund);
        return refund;
    }

    private ObjectNode cancel(Call call) {
        world.get(KIND, call.id());
        throw StripeError.state(
                "", "Only refunds that wait for the customer's action can be canceled.");
    }

    /** The customer's bank did not take the money; Stripe tells so days later. */
    public ObjectNode fail(String id) {
        ObjectNode refund = world.get(KIND, id);
        if (!Json.text(refund, "status").equals("succeeded")) return refund;
        long cents = refund.path("amount").asLong();
        refund.put("status", "failed").put("failure_reason", "lost_or_stolen_card");
        refund.put("failure_balance_transaction", balance.refundFailed(refund, cents));
        ObjectNode charge = world.get(Charges.KIND, Json.text(refund, "charge"));
        giveBack(charge, -cents);
        show(charge);
        world.emit("refund.updated", refund);
        world.emit("refund.failed", refund);
        return refund;
    }
}
