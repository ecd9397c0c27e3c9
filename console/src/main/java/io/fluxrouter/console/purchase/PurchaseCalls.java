package io.fluxrouter.console.purchase;

import io.fluxrouter.billing.payment.ReturnUrls;
import io.fluxrouter.billing.purchase.CreditPurchase;
import io.fluxrouter.billing.purchase.CreditRefund;
import io.fluxrouter.billing.purchase.NewPurchase;
import io.fluxrouter.billing.purchase.Purchases;
import io.fluxrouter.billing.purchase.Refunds;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.PublicAddress;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Buying credit, and giving money back for it. */
public final class PurchaseCalls {
    private static final String ALL = "/v1/credit_purchases";
    private static final String ONE = ALL + "/{id}";
    private static final String BACK = "/settings/billing?purchase={PURCHASE_ID}";
    private static final int MOST = 100;

    private final Purchases purchases;
    private final Refunds refunds;
    private final Returns returns;

    public PurchaseCalls(Purchases purchases, Refunds refunds, PublicAddress address) {
        this.purchases = purchases;
        this.refunds = refunds;
        this.returns = new Returns(address);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(ALL, Access.ADMIN_OR_CALLER, this::buy),
                Endpoint.get(ALL, Access.ADMIN_OR_CALLER, this::list),
                Endpoint.get(ONE, Access.ADMIN_OR_CALLER, this::get),
                Endpoint.post(ONE + "/refresh", Access.ADMIN_OR_CALLER, this::refresh),
                Endpoint.post(ONE + "/refund", Access.ADMIN, this::refund).once());
    }

    private Reply buy(ApiCall call) {
        Fields fields = call.fields();
        UUID customer = WhichCustomer.of(call, fields);
        UUID wanted = fields.requiredId("package_id");
        ReturnUrls urls =
                returns.of(call.request(), fields, BACK + "&session={CHECKOUT_SESSION_ID}", BACK);
        fields.refuseOthers();
        CreditPurchase bought =
                purchases.buy(
                        new NewPurchase(
                                customer,
                                wanted,
                                call.request().header("Idempotency-Key").orElse(null),
                                urls,
                                call.caller() == null ? "operator" : "customer"));
        return Reply.created(json(bought));
    }

    private Reply list(ApiCall call) {
        ArrayNode data = Json.array();
        int limit = call.queryNumber("limit", MOST, MOST);
        purchases.list(WhichCustomer.of(call), limit).forEach(one -> data.add(json(one)));
        return Reply.ok(Json.list(data, data.size() == limit));
    }

    private Reply get(ApiCall call) {
        return Reply.ok(withRefunds(purchase(call)));
    }

    /** For who comes back from the page: Stripe is asked, and the event need not be waited for. */
    private Reply refresh(ApiCall call) {
        return Reply.ok(withRefunds(purchases.refresh(purchase(call))));
    }

    private Reply refund(ApiCall call) {
        UUID id = purchase(call).id();
        Fields fields = call.fields();
        Refunds.Wanted wanted =
                new Refunds.Wanted(
                        id, money(fields.dollars("amount_usd")), reason(fields), "operator");
        fields.refuseOthers();
        return Reply.created(json(refunds.refund(wanted)));
    }

    private static String reason(Fields fields) {
        return fields.requiredText("reason");
    }

    private static @Nullable Money money(@Nullable BigDecimal dollars) {
        try {
            return dollars == null ? null : Money.usd(dollars);
        } catch (ArithmeticException tooFineOrTooLarge) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE, "amount_usd must be whole cents.", "amount_usd");
        }
    }

    private CreditPurchase purchase(ApiCall call) {
        return purchases.get(WhichCustomer.only(call), call.pathId("id"));
    }

    private ObjectNode withRefunds(CreditPurchase one) {
        ObjectNode json = json(one);
        ArrayNode back = json.putArray("refunds");
        refunds.of(one.id()).forEach(refund -> back.add(json(refund)));
        return json;
    }

    private static ObjectNode json(CreditPurchase one) {
        ObjectNode json = Json.object();
        json.put("id", one.id().toString());
        json.put("object", "credit_purchase");
        json.put("customer_id", one.customerId().toString());
        json.put("package_id", Objects.toString(one.packageId(), null));
        json.put("way", one.way().key());
        json.put("status", one.status().key());
        json.put("price_usd", Json.decimal(one.offer().price()));
        json.put("credit_usd", Json.decimal(one.offer().credit()));
        json.put("bonus_usd", Json.decimal(one.offer().bonus()));
        json.put("refunded_usd", Json.decimal(one.refunded()));
        json.put("checkout_url", one.atStripe().url());
        json.put("failure", one.atStripe().failure());
        json.put("created_at", Json.time(one.times().createdAt()));
        json.put("updated_at", Json.time(one.times().updatedAt()));
        json.put("paid_at", Json.time(one.times().paidAt()));
        return json;
    }

    private static ObjectNode json(CreditRefund refund) {
        ObjectNode json = Json.object();
        json.put("id", refund.id().toString());
        json.put("object", "credit_refund");
        json.put("purchase_id", refund.purchaseId().toString());
        json.put("status", refund.status().key());
        json.put("amount_usd", Json.decimal(refund.amount()));
        json.put("credit_taken_usd", Json.decimal(refund.taken()));
        json.put("bonus_taken_usd", Json.decimal(refund.given()));
        json.put("reason", refund.reason());
        json.put("author", refund.author());
        json.put("failure", refund.failure());
        json.put("created_at", Json.time(refund.createdAt()));
        return json;
    }
}
