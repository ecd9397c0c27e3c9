package io.fluxrouter.console.api;

import io.fluxrouter.billing.credit.CreditGrant;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.spend.SpendStates;
import io.fluxrouter.billing.usage.GroupBy;
import io.fluxrouter.billing.usage.KeyUsage;
import io.fluxrouter.billing.usage.UsageQuery;
import io.fluxrouter.billing.usage.UsageRecord;
import io.fluxrouter.billing.usage.UsageReports;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendState;
import io.fluxrouter.core.usage.RequestId;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a key may ask about itself, in OpenRouter's shapes; also when its money is used up. */
public final class CallerCalls {
    private final UsageReports reports;
    private final Credits credits;
    private final SpendStates states;
    private final Settled settled;
    private final InstantSource clock;

    public CallerCalls(
            UsageReports reports,
            Credits credits,
            SpendStates states,
            Settled settled,
            InstantSource clock) {
        this.reports = reports;
        this.credits = credits;
        this.states = states;
        this.settled = settled;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/key", Access.CALLER, this::key),
                Endpoint.get("/v1/credits", Access.CALLER, this::credits),
                Endpoint.get("/v1/generation", Access.CALLER, this::generation));
    }

    private Reply key(ApiCall call) {
        Caller caller = call.requireCaller();
        settled.await();
        Instant now = clock.instant();
        KeyUsage usage = reports.keyUsage(caller.keyId(), now);
        SpendAccount first = caller.accounts().getFirst();
        boolean own = first.kind() == SpendAccount.Kind.KEY;
        SpendAccount account = own ? first : caller.accounts().getLast();
        Optional<SpendState> state = states.state(account, now);
        Caller.Plan plan = caller.plan();
        ObjectNode data = Json.object();
        data.put("label", caller.keyPrefix());
        data.put("name", caller.keyName());
        data.put("limit", Json.number(state.filter(s -> own).map(SpendState::cap).orElse(null)));
        data.put("limit_reset", own ? account.period().key() : null);
        data.put("limit_remaining", Json.number(state.map(SpendState::funds).orElse(null)));
        data.put("usage", Json.number(usage.allTime()));
        data.put("usage_daily", Json.number(usage.today()));
        data.put("usage_weekly", Json.number(usage.thisWeek()));
        data.put("usage_monthly", Json.number(usage.thisMonth()));
        data.put("is_free_tier", plan != null && plan.hardStop());
        data.put("plan", plan == null ? null : plan.code());
        data.put("expires_at", Json.time(caller.expiresAt()));
        return Reply.ok(wrapped(data));
    }

    private Reply credits(ApiCall call) {
        Caller caller = call.requireCaller();
        settled.await();
        Instant now = clock.instant();
        SpendAccount account = caller.accounts().getLast();
        Optional<SpendState> state = states.state(account, now);
        Money granted =
                credits.grants(caller.customerId()).stream()
                        .map(CreditGrant::amount)
                        .reduce(Money.ZERO, Money::plus);
        ObjectNode data = Json.object();
        data.put("total_credits", Json.number(granted));
        data.put("total_usage", Json.number(allUsage(caller, now)));
        state.ifPresent(s -> putState(data, account, s));
        return Reply.ok(wrapped(data));
    }

    private static void putState(ObjectNode data, SpendAccount account, SpendState state) {
        data.put("balance_usd", Json.decimal(state.credit()));
        data.put("ceiling_usd", Json.decimal(state.cap()));
        data.put("used_of_ceiling_usd", Json.decimal(state.settled()));
        data.put("available_usd", Json.decimal(state.funds()));
        data.put("resets_at", Json.time(account.period().endOf(state.periodStart())));
    }

    private Money allUsage(Caller caller, Instant now) {
        Instant nextHour = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        UsageQuery everything =
                new UsageQuery(caller.customerId(), null, Instant.EPOCH, nextHour, GroupBy.NONE);
        return reports.summary(everything).total().cost();
    }

    private Reply generation(ApiCall call) {
        Caller caller = call.requireCaller();
        String id =
                call.queryParam("id")
                        .orElseThrow(
                                () ->
                                        ApiError.of(
                                                Refusal.MISSING_PARAMETER,
                                                "Missing required parameter 'id'.",
                                                "id"));
        settled.await();
        UsageRecord found =
                RequestId.parse(id)
                        .flatMap(request -> reports.find(request, caller.customerId()))
                        .orElseThrow(
                                () ->
                                        ApiError.of(
                                                Refusal.NOT_FOUND,
                                                "There is no such request.",
                                                "id"));
        return Reply.ok(wrapped(json(found.event())));
    }

    private static ObjectNode json(UsageEvent event) {
        ObjectNode data = Json.object();
        data.put("id", RequestId.format(event.id()));
        data.put("created_at", event.occurredAt().toString());
        data.put("model", event.model());
        data.put("requested_model", event.requestedModel());
        data.put("provider_name", event.provider());
        data.put("lane", event.lane().key());
        data.put("route_reason", event.routeReason());
        data.put("total_cost", Json.number(event.figures().cost()));
        data.put("cost_usd", Json.decimal(event.figures().cost()));
        data.put("market_cost_usd", Json.decimal(event.figures().marketCost()));
        data.put("saved_usd", Json.decimal(event.figures().saved()));
        data.put("tokens_prompt", event.tokens().promptTokens());
        data.put("tokens_completion", event.tokens().completionTokens());
        data.put("native_tokens_prompt", event.tokens().promptTokens());
        data.put("native_tokens_completion", event.tokens().completionTokens());
        data.put("native_tokens_cached", event.tokens().cachedTokens());
        data.put("native_tokens_reasoning", event.tokens().reasoningTokens());
        data.put("latency", event.latencyMillis());
        data.put("status", event.status());
        data.put("outcome", event.outcome().name().toLowerCase(Locale.ROOT));
        data.put("streamed", event.streaming());
        data.put("cancelled", event.status() == 499);
        data.put("estimated", event.estimated());
        data.put("overrun", event.overrun());
        return data;
    }

    private static ObjectNode wrapped(@Nullable ObjectNode data) {
        ObjectNode json = Json.object();
        json.set("data", data);
        return json;
    }
}
