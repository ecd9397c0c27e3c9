package io.fluxrouter.console.margin;

import io.fluxrouter.billing.usage.GroupBy;
import io.fluxrouter.billing.usage.UsageQuery;
import io.fluxrouter.billing.usage.UsageReports;
import io.fluxrouter.billing.usage.UsageSummary;
import io.fluxrouter.billing.usage.UsageTotals;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.api.Periods;
import io.fluxrouter.console.api.Settled;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the operator earns: what customers pay less what providers are paid. */
public final class MarginCalls {
    private final UsageReports reports;
    private final Settled settled;
    private final InstantSource clock;

    public MarginCalls(UsageReports reports, Settled settled, InstantSource clock) {
        this.reports = reports;
        this.settled = settled;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/v1/margin", Access.ADMIN, this::margin));
    }

    private Reply margin(ApiCall call) {
        Instant now = clock.instant();
        Periods period = Periods.of(call, now);
        Instant to = call.queryParam("to").isPresent() ? period.to() : nextHour(now);
        String name = call.queryParam("group_by").orElse("none");
        settled.await();
        UsageSummary summary =
                reports.summary(
                        new UsageQuery(
                                call.queryId("customer_id").orElse(null),
                                call.queryId("key_id").orElse(null),
                                period.from(),
                                to,
                                groupBy(name)));
        ObjectNode json = Json.object();
        json.put("object", "margin");
        json.put("from", period.from().toString());
        json.put("to", to.toString());
        json.set("total", json(summary.total()));
        if (!name.equals("none")) {
            ArrayNode data = json.putArray("data");
            summary.rows()
                    .forEach(
                            row ->
                                    data.addObject()
                                            .put(name, row.group())
                                            .setAll(json(row.totals())));
        }
        return Reply.ok(json);
    }

    /** Nothing has happened after now, and roll-ups answer for whole hours. */
    private static Instant nextHour(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }

    private static GroupBy groupBy(String name) {
        return switch (name) {
            case "customer" -> GroupBy.CUSTOMER;
            case "key" -> GroupBy.KEY;
            case "provider" -> GroupBy.PROVIDER;
            case "model" -> GroupBy.MODEL;
            case "lane" -> GroupBy.LANE;
            case "day" -> GroupBy.DATE;
            case "none" -> GroupBy.NONE;
            default ->
                    throw ApiError.of(
                            Refusal.INVALID_VALUE,
                            "'group_by' must be customer, key, provider, model, lane, day or none.",
                            "group_by");
        };
    }

    private static ObjectNode json(UsageTotals totals) {
        Money margin = totals.cost().minus(totals.providerCost());
        ObjectNode json = Json.object();
        json.put("requests", totals.requests());
        json.put("prompt_tokens", totals.promptTokens());
        json.put("completion_tokens", totals.completionTokens());
        json.put("cost_usd", Json.decimal(totals.cost()));
        json.put("market_cost_usd", Json.decimal(totals.marketCost()));
        json.put("provider_cost_usd", Json.decimal(totals.providerCost()));
        json.put("margin_usd", Json.decimal(margin));
        json.put("margin_percent", MarginJson.percent(margin, totals.cost()));
        return json;
    }
}
