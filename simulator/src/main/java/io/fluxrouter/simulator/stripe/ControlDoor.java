package io.fluxrouter.simulator.stripe;

import io.fluxrouter.simulator.stripe.webhook.Delivery;
import io.fluxrouter.simulator.stripe.wire.Form;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a test orders by calls, ordered by HTTP: for a person with a terminal, or a test in another
 * process. Takes the secret key as the API does. Threads: its event loop, only.
 */
final class ControlDoor {
    static final String PATH = "/_control/";

    private final SimulatedStripe stripe;

    ControlDoor(SimulatedStripe stripe) {
        this.stripe = stripe;
    }

    void handle(HttpServerRequest in, String body) {
        int status = 200;
        ObjectNode answer;
        try {
            if (!("Bearer " + stripe.secretKey()).equals(in.getHeader("authorization"))) {
                throw StripeError.wrongKey();
            }
            String order = in.method().name() + " " + in.path().substring(PATH.length());
            answer = obey(order, Params.of(Form.parse(body)));
        } catch (StripeError refused) {
            status = refused.status();
            answer = refused.body();
        } catch (RuntimeException misunderstood) {
            status = 400;
            answer = StripeError.invalid("", String.valueOf(misunderstood.getMessage())).body();
        }
        in.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(answer.toPrettyString());
    }

    private ObjectNode obey(String order, Params params) {
        switch (order) {
            case "POST faults" -> faults(params);
            case "POST webhook_faults" -> webhookFaults(params);
            case "POST clear" -> clear();
            case "POST hold" -> stripe.webhooks().hold();
            case "POST release" -> release(params);
            case "POST resend" -> stripe.resend(params.required("event"));
            case "POST pay" -> {
                String message =
                        stripe.pay(params.required("session"), params.text("card", "pm_card_visa"));
                return Json.object().put("message", message);
            }
            case "POST expire" -> stripe.expire(params.required("session"));
            case "POST challenge" ->
                    stripe.answerChallenge(params.required("intent"), params.flag("passed", true));
            case "POST debit" ->
                    stripe.answerDebit(params.required("intent"), params.flag("taken", true));
            case "POST fail_refund" -> stripe.failRefund(params.required("refund"));
            case "POST dispute" -> {
                String id = stripe.dispute(params.required("intent"));
                return Json.object().put("dispute", id);
            }
            case "POST close_dispute" ->
                    stripe.closeDispute(params.required("dispute"), params.flag("won", true));
            case "POST deliver_to" -> stripe.deliverTo(URI.create(params.required("url")));
            case "GET cash" -> {
                return cash();
            }
            case "GET requests" -> {
                return requests();
            }
            case "GET deliveries" -> {
                return deliveries();
            }
            default -> throw StripeError.unknownPath("control", order);
        }
        return Json.object().put("done", true);
    }

    private void faults(Params params) {
        stripe.faults()
                .next(
                        (int) params.number("requests", 1),
                        params.text("method", "POST"),
                        params.text("path", "/v1/"),
                        params.required("fault"));
    }

    private void webhookFaults(Params params) {
        if (params.sent("always")) stripe.webhookFaults().always(params.text("always", ""));
        else {
            stripe.webhookFaults()
                    .nextOf(
                            params.text("type", ""),
                            (int) params.number("events", 1),
                            params.required("faults"));
        }
    }

    private void clear() {
        stripe.faults().clear();
        stripe.webhookFaults().clear();
        stripe.webhooks().release();
    }

    private void release(Params params) {
        switch (params.choice("order", "same", "reversed", "shuffled")) {
            case "reversed" -> stripe.webhooks().releaseReversed();
            case "shuffled" -> stripe.webhooks().releaseShuffled(params.number("seed", 1));
            default -> stripe.webhooks().release();
        }
    }

    private ObjectNode cash() {
        Cash cash = stripe.cash();
        return Json.object()
                .put("collected", cash.collected())
                .put("refunded", cash.refunded())
                .put("net", cash.net());
    }

    private ObjectNode requests() {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("requests");
        for (ApiRequest request : stripe.requests()) {
            list.addObject()
                    .put("id", request.id())
                    .put("method", request.method())
                    .put("path", request.path())
                    .put("idempotency_key", request.idempotencyKey())
                    .put("status", request.status())
                    .put("replayed", request.replayed());
        }
        return answer;
    }

    private ObjectNode deliveries() {
        ObjectNode answer = Json.object().put("outstanding", stripe.webhooks().outstanding());
        ArrayNode list = answer.putArray("deliveries");
        for (Delivery delivery : stripe.webhooks().deliveries()) {
            list.addObject()
                    .put("event", delivery.eventId())
                    .put("type", delivery.type())
                    .put("attempt", delivery.attempt())
                    .put("status", delivery.status());
        }
        return answer;
    }
}
