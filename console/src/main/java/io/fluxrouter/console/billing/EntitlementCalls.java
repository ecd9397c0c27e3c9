package io.fluxrouter.console.billing;

import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.StoredFeature;
import io.fluxrouter.billing.subscription.CustomerRef;
import io.fluxrouter.billing.subscription.EntitlementChecks;
import io.fluxrouter.billing.subscription.EntitlementChecks.Answer;
import io.fluxrouter.billing.subscription.EntitlementChecks.Question;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.entitlement.Allowance;
import io.fluxrouter.core.entitlement.Entitlement;
import io.fluxrouter.core.entitlement.Verdict;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Whether a customer may use a feature now. A read: nothing is counted by it. */
public final class EntitlementCalls {
    private final EntitlementChecks checks;
    private final Customers customers;
    private final Features features;

    public EntitlementCalls(EntitlementChecks checks, Customers customers, Features features) {
        this.checks = checks;
        this.customers = customers;
        this.features = features;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/entitlements/check", Access.USAGE_READ, this::check));
    }

    private Reply check(ApiCall call) {
        Customer customer = customer(call);
        StoredFeature feature = feature(call);
        BigDecimal quantity = quantity(call);
        Answer answer =
                checks.check(
                        new Question(
                                new CustomerRef(call.organizationId(), customer.id()),
                                feature.id(),
                                feature.key()),
                        quantity);
        return Reply.ok(json(customer, feature, answer));
    }

    private Customer customer(ApiCall call) {
        Customers own = customers.of(call.organizationId());
        Optional<UUID> id = call.queryId("customer_id");
        Optional<Customer> found =
                id.isPresent()
                        ? own.find(id.get())
                        : own.findByExternalId(required(call, "customer_external_id"));
        String param = id.isPresent() ? "customer_id" : "customer_external_id";
        return found.orElseThrow(
                () -> ApiError.of(Refusal.NOT_FOUND, "There is no such customer.", param));
    }

    private StoredFeature feature(ApiCall call) {
        Optional<UUID> id = call.queryId("feature_id");
        Optional<StoredFeature> found =
                id.isPresent()
                        ? features.find(call.organizationId(), id.get())
                        : features.findByKey(call.organizationId(), required(call, "feature"));
        String param = id.isPresent() ? "feature_id" : "feature";
        return found.orElseThrow(
                () -> ApiError.of(Refusal.NOT_FOUND, "There is no such feature.", param));
    }

    private static String required(ApiCall call, String name) {
        return call.queryParam(name)
                .orElseThrow(
                        () ->
                                ApiError.of(
                                        Refusal.MISSING_PARAMETER,
                                        "Missing required parameter '" + name + "'.",
                                        name));
    }

    private static BigDecimal quantity(ApiCall call) {
        Optional<String> text = call.queryParam("quantity");
        if (text.isEmpty()) return BigDecimal.ZERO;
        try {
            return Fields.quantity(new BigDecimal(text.get()), "quantity");
        } catch (NumberFormatException notANumber) {
            throw Fields.invalid("quantity must be a number.", "quantity");
        }
    }

    private static ObjectNode json(Customer customer, StoredFeature feature, Answer answer) {
        Verdict verdict = answer.verdict();
        Allowance allowance = verdict.allowance();
        ObjectNode json = Json.object();
        json.put("customer_id", customer.id().toString());
        json.put("feature_id", feature.id().toString());
        json.put("feature", feature.key());
        json.put("type", feature.kind().key());
        switch (verdict) {
            case Verdict.Allowed _ -> json.put("allowed", true).putNull("reason");
            case Verdict.Refused refused ->
                    json.put("allowed", false).put("reason", refused.reason().key());
        }
        UUID subscriptionId = answer.subscriptionId();
        json.put("subscription_id", subscriptionId == null ? null : subscriptionId.toString());
        json.put("usage_limit", text(allowance.limit()));
        json.put("used", text(allowance.used()));
        json.put("remaining", text(allowance.remaining()));
        json.put("overage", text(allowance.overage()));
        json.put("resets_at", Json.time(answer.resetsAt()));
        Entitlement entitlement = answer.entitlement().orElse(null);
        json.put("is_soft_limit", entitlement instanceof Entitlement.Metered one && one.soft());
        json.put(
                "static_value", entitlement instanceof Entitlement.Custom one ? one.value() : null);
        return json;
    }

    private static @Nullable String text(@Nullable BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }
}
