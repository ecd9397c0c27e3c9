package io.fluxrouter.console.purchase;

import io.fluxrouter.billing.purchase.AutoTopup;
import io.fluxrouter.billing.purchase.AutoTopupTerms;
import io.fluxrouter.billing.purchase.AutoTopups;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Credit that is bought by itself when little is left. */
public final class AutoTopupCalls {
    private static final String PATH = "/v1/auto_topup";

    private final AutoTopups topups;

    public AutoTopupCalls(AutoTopups topups) {
        this.topups = topups;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, Access.ADMIN_OR_CALLER, this::get),
                Endpoint.put(PATH, Access.ADMIN_OR_CALLER, this::put),
                Endpoint.delete(PATH, Access.ADMIN_OR_CALLER, this::disable));
    }

    private Reply get(ApiCall call) {
        UUID customer = WhichCustomer.of(call);
        return Reply.ok(
                topups.find(customer)
                        .map(AutoTopupCalls::json)
                        .orElseThrow(
                                () ->
                                        ApiError.of(
                                                Refusal.NOT_FOUND,
                                                "There is no auto top-up.",
                                                "customer_id")));
    }

    private Reply put(ApiCall call) {
        Fields fields = call.fields().ignore("object", "failures", "retry_at", "disabled_reason");
        Boolean enabled = fields.flag("is_enabled");
        AutoTopupTerms terms =
                new AutoTopupTerms(
                        WhichCustomer.of(call, fields),
                        enabled == null || enabled,
                        fields.dollars("threshold_usd"),
                        fields.id("package_id"),
                        fields.dollars("amount_usd"),
                        fields.dollars("monthly_limit_usd"));
        fields.refuseOthers();
        return Reply.ok(json(topups.put(terms)));
    }

    private Reply disable(ApiCall call) {
        topups.disable(WhichCustomer.of(call));
        return Reply.noContent();
    }

    private static ObjectNode json(AutoTopup one) {
        ObjectNode json = Json.object();
        json.put("object", "auto_topup");
        json.put("customer_id", one.customerId().toString());
        json.put("is_enabled", one.enabled());
        json.put("threshold_usd", Json.decimal(one.threshold()));
        json.put("package_id", Objects.toString(one.what().packageId(), null));
        json.put("amount_usd", Json.decimal(one.what().amount()));
        json.put("monthly_limit_usd", Json.decimal(one.monthlyLimit()));
        json.put("failures", one.failures());
        json.put("retry_at", Json.time(one.retryAt()));
        json.put("disabled_reason", one.disabledReason());
        return json;
    }
}
