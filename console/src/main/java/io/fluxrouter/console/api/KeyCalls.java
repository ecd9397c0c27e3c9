package io.fluxrouter.console.api;

import io.fluxrouter.billing.key.ApiKey;
import io.fluxrouter.billing.key.IssuedKey;
import io.fluxrouter.billing.key.KeyChange;
import io.fluxrouter.billing.key.KeyStatus;
import io.fluxrouter.billing.key.Keys;
import io.fluxrouter.billing.key.NewKey;
import io.fluxrouter.billing.usage.KeyUsage;
import io.fluxrouter.billing.usage.UsageReports;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * API keys: made, read, changed and revoked, with Enterprise Router's fields (spec/REFERENCE 3.3).
 */
public final class KeyCalls {
    private final Keys keys;
    private final UsageReports reports;
    private final Settled settled;
    private final InstantSource clock;

    public KeyCalls(Keys keys, UsageReports reports, Settled settled, InstantSource clock) {
        this.keys = keys;
        this.reports = reports;
        this.settled = settled;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/keys", Access.ADMIN, this::create),
                Endpoint.get("/v1/keys", Access.ADMIN, this::list),
                Endpoint.get("/v1/keys/{id}", Access.ADMIN, this::get),
                Endpoint.patch("/v1/keys/{id}", Access.ADMIN, this::update),
                Endpoint.delete("/v1/keys/{id}", Access.ADMIN, this::revoke),
                Endpoint.get("/v1/keys/{id}/usage", Access.ADMIN_OR_CALLER, this::usage));
    }

    private Reply create(ApiCall call) {
        Fields fields = call.fields();
        String reset = fields.text("usage_limit_reset");
        NewKey wanted =
                new NewKey(
                        fields.requiredId("customer_id"),
                        fields.requiredText("name"),
                        dialect(fields.text("dialect")),
                        fields.texts("allowed_models"),
                        fields.texts("allowed_providers"),
                        fields.texts("allowed_ips"),
                        fields.number("rate_limit_rpm"),
                        fields.number("rate_limit_tpm"),
                        fields.dollars("usage_limit_dollars"),
                        reset == null ? "never" : reset,
                        fields.instant("expires_at"));
        fields.refuseOthers();
        IssuedKey issued = keys.create(wanted);
        ObjectNode json = Json.object();
        json.put("key", issued.secret());
        json.put("id", issued.key().id().toString());
        json.set("proxy_key", json(issued.key()));
        return Reply.created(json);
    }

    private Reply list(ApiCall call) {
        Paging paging = Paging.of(call);
        UUID customer = call.queryId("customer_id").orElse(null);
        return paging.reply(keys.list(customer, paging.page()), this::json);
    }

    private Reply get(ApiCall call) {
        return Reply.ok(json(key(call)));
    }

    private Reply update(ApiCall call) {
        UUID id = key(call).id();
        Fields fields = call.fields();
        KeyChange change =
                new KeyChange(
                        fields.textChange("name"),
                        fields.textsChange("allowed_models"),
                        fields.textsChange("allowed_providers"),
                        fields.textsChange("allowed_ips"),
                        fields.numberChange("rate_limit_rpm"),
                        fields.numberChange("rate_limit_tpm"),
                        fields.dollarsChange("usage_limit_dollars"),
                        fields.textChange("usage_limit_reset"),
                        fields.instantChange("expires_at"));
        fields.refuseOthers();
        return Reply.ok(json(keys.update(id, change)));
    }

    private Reply revoke(ApiCall call) {
        return Reply.ok(json(keys.revoke(key(call).id())));
    }

    private Reply usage(ApiCall call) {
        UUID id = call.pathId("id");
        Caller caller = call.caller();
        if (caller != null && !caller.keyId().equals(id)) throw unknownKey();
        ApiKey key = keys.find(id).orElseThrow(KeyCalls::unknownKey);
        settled.await();
        KeyUsage usage = reports.keyUsage(id, clock.instant());
        ObjectNode json = Json.object();
        json.put("id", id.toString());
        json.put("object", "key_usage");
        json.put("spend_usd", Json.decimal(usage.allTime()));
        json.put("today_usd", Json.decimal(usage.today()));
        json.put("this_week_usd", Json.decimal(usage.thisWeek()));
        json.put("this_month_usd", Json.decimal(usage.thisMonth()));
        json.put("usage_limit_dollars", Json.number(key.spendLimit()));
        json.put("usage_limit_reset", key.spendLimitReset().key());
        json.set(
                "usage",
                UsageCalls.json(reports.summary(UsageCalls.ofKey(id, clock.instant())).total()));
        return Reply.ok(json);
    }

    private ApiKey key(ApiCall call) {
        return keys.find(call.pathId("id")).orElseThrow(KeyCalls::unknownKey);
    }

    private static ApiError unknownKey() {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such key.", "id");
    }

    private static Dialect dialect(@Nullable String name) {
        if (name == null) return Dialect.FLUX;
        return switch (name) {
            case "flux" -> Dialect.FLUX;
            case "proxy" -> Dialect.PROXY;
            default ->
                    throw ApiError.of(
                            Refusal.INVALID_VALUE, "'dialect' must be flux or proxy.", "dialect");
        };
    }

    private ObjectNode json(ApiKey key) {
        Instant now = clock.instant();
        KeyUsage usage = reports.keyUsage(key.id(), now);
        ObjectNode json = Json.object();
        json.put("id", key.id().toString());
        json.put("object", "api_key");
        json.put("customer_id", key.customerId().toString());
        json.put("name", key.name());
        json.put("key_prefix", key.prefix());
        json.put("status", key.status(now).key());
        json.put("is_active", key.status(now) == KeyStatus.ACTIVE);
        json.put("spend", Json.number(usage.allTime()));
        json.set("allowed_models", Json.texts(key.allowedModels()));
        json.set("allowed_providers", Json.texts(key.allowedProviders()));
        json.set("allowed_ips", Json.texts(key.allowedIps()));
        json.put("rate_limit_rpm", key.rateLimitRpm());
        json.put("rate_limit_tpm", key.rateLimitTpm());
        json.put("usage_limit_dollars", Json.number(key.spendLimit()));
        json.put("usage_limit_reset", key.spendLimitReset().key());
        json.put("expires_at", Json.time(key.expiresAt()));
        json.put("last_used_at", Json.time(usage.lastAt()));
        json.put("decommissioned_at", Json.time(key.revokedAt()));
        json.put("created_at", Json.time(key.createdAt()));
        json.put("updated_at", Json.time(key.updatedAt()));
        return json;
    }
}
