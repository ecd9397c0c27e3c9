package io.fluxrouter.console.api;

import io.fluxrouter.billing.credit.CreditGrant;
import io.fluxrouter.billing.credit.CreditKind;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.credit.NewGrant;
import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.CustomerChange;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.customer.Plan;
import io.fluxrouter.billing.customer.Plans;
import io.fluxrouter.billing.terms.GatewayTerms;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Customers, their plans and their credit: the operator's calls. */
public final class CustomerCalls {
    private static final Money LARGEST_GRANT = Money.usd("1000000");

    private final Customers customers;
    private final Plans plans;
    private final Credits credits;
    private final InstantSource clock;

    public CustomerCalls(Customers customers, Plans plans, Credits credits, InstantSource clock) {
        this.customers = customers;
        this.plans = plans;
        this.credits = credits;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/customers", Access.ADMIN, this::create),
                Endpoint.get("/v1/customers", Access.ADMIN, this::list),
                Endpoint.get("/v1/customers/{id}", Access.ADMIN, this::get),
                Endpoint.patch("/v1/customers/{id}", Access.ADMIN, this::update),
                Endpoint.post("/v1/customers/{id}/credits", Access.ADMIN, this::grant).once(),
                Endpoint.get("/v1/customers/{id}/credits", Access.ADMIN, this::grants),
                Endpoint.get("/v1/plans", Access.PUBLIC, call -> plans()));
    }

    private Reply create(ApiCall call) {
        Fields fields = call.fields();
        NewCustomer wanted =
                new NewCustomer(
                        fields.requiredText("name"),
                        fields.text("email"),
                        fields.text("external_id"),
                        fields.text("plan"),
                        fields.dollars("ceiling_usd"));
        fields.refuseOthers();
        return Reply.created(json(customers.create(wanted)));
    }

    private Reply list(ApiCall call) {
        Paging paging = Paging.of(call);
        return paging.reply(customers.list(paging.page()), CustomerCalls::json);
    }

    private Reply get(ApiCall call) {
        return Reply.ok(json(customer(call)));
    }

    private Reply update(ApiCall call) {
        UUID id = customer(call).id();
        Fields fields = call.fields();
        CustomerChange change =
                new CustomerChange(
                        fields.textChange("name"),
                        fields.textChange("email"),
                        fields.textChange("external_id"),
                        fields.textChange("plan"),
                        fields.dollarsChange("ceiling_usd"));
        fields.refuseOthers();
        return Reply.ok(json(customers.update(id, change)));
    }

    private Reply grant(ApiCall call) {
        UUID id = customer(call).id();
        Fields fields = call.fields();
        Integer priority = fields.number("priority");
        NewGrant wanted =
                new NewGrant(
                        id,
                        amount(fields.dollars("amount_usd")),
                        kind(fields.text("kind")),
                        priority == null ? NewGrant.DEFAULT_PRIORITY : priority,
                        expiry(fields.instant("expires_at")),
                        "operator",
                        fields.text("reason"));
        fields.refuseOthers();
        return Reply.created(json(credits.grant(wanted)));
    }

    private Reply grants(ApiCall call) {
        ArrayNode data = Json.array();
        credits.grants(customer(call).id()).forEach(grant -> data.add(json(grant)));
        return Reply.ok(Json.list(data, false));
    }

    private Reply plans() {
        ArrayNode data = Json.array();
        plans.all().forEach(plan -> data.add(json(plan)));
        return Reply.ok(Json.list(data, false));
    }

    private Customer customer(ApiCall call) {
        return customers
                .find(call.pathId("id"))
                .orElseThrow(
                        () -> ApiError.of(Refusal.NOT_FOUND, "There is no such customer.", "id"));
    }

    private static Money amount(@Nullable BigDecimal dollars) {
        if (dollars == null) {
            throw ApiError.of(
                    Refusal.MISSING_PARAMETER,
                    "Missing required field 'amount_usd'.",
                    "amount_usd");
        }
        try {
            Money amount = Money.usd(dollars);
            if (amount.isPositive() && amount.compareTo(LARGEST_GRANT) <= 0) return amount;
        } catch (ArithmeticException tooFineOrTooLarge) {
            throw wrongAmount();
        }
        throw wrongAmount();
    }

    private @Nullable Instant expiry(@Nullable Instant at) {
        if (at == null || at.isAfter(clock.instant())) return at;
        throw ApiError.of(
                Refusal.INVALID_VALUE, "'expires_at' must be in the future.", "expires_at");
    }

    private static ApiError wrongAmount() {
        return ApiError.of(
                Refusal.INVALID_VALUE,
                "'amount_usd' must be above 0, at most 1000000, with at most 9 digits after the"
                        + " point.",
                "amount_usd");
    }

    private static CreditKind kind(@Nullable String key) {
        if (key == null) return CreditKind.PROMOTIONAL;
        return switch (key) {
            case "paid" -> CreditKind.PAID;
            case "promotional" -> CreditKind.PROMOTIONAL;
            default ->
                    throw ApiError.of(
                            Refusal.INVALID_VALUE, "'kind' must be paid or promotional.", "kind");
        };
    }

    private static ObjectNode json(Customer customer) {
        ObjectNode json = Json.object();
        json.put("id", customer.id().toString());
        json.put("object", "customer");
        json.put("name", customer.name());
        json.put("email", customer.email());
        json.put("external_id", customer.externalId());
        json.put("plan", customer.planCode());
        json.put("ceiling_usd", Json.decimal(customer.ceiling()));
        json.put("created_at", Json.time(customer.createdAt()));
        json.put("updated_at", Json.time(customer.updatedAt()));
        return json;
    }

    private static ObjectNode json(CreditGrant grant) {
        ObjectNode json = Json.object();
        json.put("id", grant.id().toString());
        json.put("object", "credit_grant");
        json.put("customer_id", grant.customerId().toString());
        json.put("kind", grant.kind().key());
        json.put("priority", grant.priority());
        json.put("amount_usd", Json.decimal(grant.amount()));
        json.put("remaining_usd", Json.decimal(grant.remaining()));
        json.put("expires_at", Json.time(grant.expiresAt()));
        json.put("created_at", Json.time(grant.createdAt()));
        json.put("author", grant.author());
        json.put("reason", grant.reason());
        return json;
    }

    private static ObjectNode json(Plan plan) {
        GatewayTerms terms = plan.terms();
        ObjectNode json = Json.object();
        json.put("code", terms.code());
        json.put("object", "plan");
        json.put("title", plan.title());
        json.put("billing_interval", plan.interval().key());
        json.put("fee_usd", plan.fee().stripTrailingZeros().toPlainString());
        json.put("included_usd", Json.decimal(terms.included()));
        json.put("ceiling_usd", Json.decimal(terms.cap(null)));
        json.put("hard_stop", terms.hardStop());
        json.put("requests_per_second", terms.limits().perSecond());
        json.put("tokens_per_minute", terms.limits().tokensPerMinute());
        return json;
    }
}
