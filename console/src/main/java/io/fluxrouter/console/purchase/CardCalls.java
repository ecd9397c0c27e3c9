package io.fluxrouter.console.purchase;

import io.fluxrouter.billing.card.CardOnFile;
import io.fluxrouter.billing.card.Cards;
import io.fluxrouter.billing.payment.HostedPage;
import io.fluxrouter.billing.payment.ReturnUrls;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.PublicAddress;
import io.fluxrouter.console.http.Reply;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The card on file: leaving one, seeing it, and Stripe's own page about it. */
public final class CardCalls {
    private static final String BACK = "/settings/billing";

    private final Optional<Cards> cards;
    private final Returns returns;

    /**
     * @param cards empty for an installation without Stripe
     */
    public CardCalls(Optional<Cards> cards, PublicAddress address) {
        this.cards = cards;
        this.returns = new Returns(address);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/checkout/setup", Access.ADMIN_OR_CALLER, this::leaveCard),
                Endpoint.get("/v1/payment_methods", Access.ADMIN_OR_CALLER, this::list),
                Endpoint.post("/v1/payment_methods/refresh", Access.ADMIN_OR_CALLER, this::refresh),
                Endpoint.post("/v1/billing_portal", Access.ADMIN_OR_CALLER, this::portal));
    }

    private Reply leaveCard(ApiCall call) {
        Fields fields = call.fields();
        UUID customer = WhichCustomer.of(call, fields);
        ReturnUrls urls = returns.of(call.request(), fields, BACK + "?card=left", BACK);
        fields.refuseOthers();
        HostedPage page = Payments.asked(() -> cards().leaveCard(customer, urls));
        return Reply.created(
                Json.object()
                        .put("object", "checkout")
                        .put("id", page.id())
                        .put("customer_id", customer.toString())
                        .put("checkout_url", page.url()));
    }

    private Reply list(ApiCall call) {
        UUID customer = WhichCustomer.of(call);
        return Reply.ok(json(cards.flatMap(known -> known.onFile(customer))));
    }

    /** For who comes back from the page: Stripe is asked, and the event need not be waited for. */
    private Reply refresh(ApiCall call) {
        UUID customer = WhichCustomer.of(call);
        return Reply.ok(json(Payments.asked(() -> cards().refresh(customer))));
    }

    private Reply portal(ApiCall call) {
        Fields fields = call.fields();
        UUID customer = WhichCustomer.of(call, fields);
        String back = returns.one(call.request(), fields, BACK);
        fields.refuseOthers();
        return Reply.created(
                Json.object()
                        .put("object", "billing_portal")
                        .put("url", Payments.asked(() -> cards().portal(customer, back))));
    }

    private Cards cards() {
        return Payments.require(cards);
    }

    private static ObjectNode json(Optional<CardOnFile> card) {
        ArrayNode data = Json.array();
        card.ifPresent(one -> data.add(json(one)));
        return Json.list(data, false);
    }

    private static ObjectNode json(CardOnFile one) {
        ObjectNode json = Json.object();
        json.put("id", one.card().id());
        json.put("object", "payment_method");
        json.put("type", "card");
        json.put("brand", one.card().brand());
        json.put("last4", one.card().last4());
        json.put("exp_month", one.card().expMonth());
        json.put("exp_year", one.card().expYear());
        json.put("since", Json.time(one.since()));
        return json;
    }
}
