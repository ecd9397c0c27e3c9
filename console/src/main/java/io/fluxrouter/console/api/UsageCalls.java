package io.fluxrouter.console.api;

import io.fluxrouter.billing.usage.GroupBy;
import io.fluxrouter.billing.usage.UsageQuery;
import io.fluxrouter.billing.usage.UsageReports;
import io.fluxrouter.billing.usage.UsageSummary;
import io.fluxrouter.billing.usage.UsageTotals;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was used and what it cost. */
public final class UsageCalls {
    private final UsageReports reports;
    private final Settled settled;
    private final InstantSource clock;

    public UsageCalls(UsageReports reports, Settled settled, InstantSource clock) {
        this.reports = reports;
        this.settled = settled;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/v1/usage", Access.ADMIN, this::usage));
    }

    /** Everything a key ever used. */
    static UsageQuery ofKey(UUID key, Instant now) {
        Instant nextHour = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        return new UsageQuery(null, key, Instant.EPOCH, nextHour, GroupBy.NONE);
    }

    private Reply usage(ApiCall call) {
        Periods period = Periods.of(call, clock.instant());
        GroupBy groupBy = groupBy(call);
        settled.await();
        UsageSummary summary =
                reports.summary(
                        new UsageQuery(
                                call.queryId("customer_id").orElse(null),
                                call.queryId("key_id").orElse(null),
                                period.from(),
                                period.to(),
                                groupBy));
        ObjectNode json = Json.object();
        json.put("object", "usage");
        json.put("from", period.from().toString());
        json.put("to", period.to().toString());
        json.set("total", json(summary.total()));
        if (groupBy != GroupBy.NONE)
            json.set("data", rows(summary, call.queryParam("group_by").orElse("")));
        return Reply.ok(json);
    }

    private static ArrayNode rows(UsageSummary summary, String name) {
        ArrayNode rows = Json.array();
        summary.rows()
                .forEach(
                        row -> {
                            ObjectNode json = Json.object();
                            json.put(name, row.group());
                            json.setAll(json(row.totals()));
                            rows.add(json);
                        });
        return rows;
    }

    private static GroupBy groupBy(ApiCall call) {
        return switch (call.queryParam("group_by").orElse("none")) {
            case "key" -> GroupBy.KEY;
            case "provider" -> GroupBy.PROVIDER;
            case "model" -> GroupBy.MODEL;
            case "lane" -> GroupBy.LANE;
            case "date" -> GroupBy.DATE;
            case "hour" -> GroupBy.HOUR;
            case "none" -> GroupBy.NONE;
            default ->
                    throw ApiError.of(
                            Refusal.INVALID_VALUE,
                            "'group_by' must be key, provider, model, lane, date, hour or none.",
                            "group_by");
        };
    }

    static ObjectNode json(UsageTotals totals) {
        ObjectNode json = Json.object();
        json.put("requests", totals.requests());
        json.put("failed_requests", totals.failedRequests());
        json.put("prompt_tokens", totals.promptTokens());
        json.put("completion_tokens", totals.completionTokens());
        json.put("cached_tokens", totals.cachedTokens());
        json.put("reasoning_tokens", totals.reasoningTokens());
        json.put("cost_usd", Json.decimal(totals.cost()));
        json.put("market_cost_usd", Json.decimal(totals.marketCost()));
        json.put("saved_usd", Json.decimal(totals.saved()));
        return json;
    }
}
