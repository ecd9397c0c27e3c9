package io.fluxrouter.console.api;

import io.fluxrouter.billing.ledger.Transaction;
import io.fluxrouter.billing.ledger.TransactionPage;
import io.fluxrouter.billing.ledger.Transactions;
import io.fluxrouter.billing.usage.GroupBy;
import io.fluxrouter.billing.usage.UsageQuery;
import io.fluxrouter.billing.usage.UsageReports;
import io.fluxrouter.billing.usage.UsageSummary;
import io.fluxrouter.billing.usage.UsageTotals;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.ledger.Transfer;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was used and what it cost; the ledger of a customer. */
public final class UsageCalls {
    private static final int MAX_PAGE = 1_000;

    private final UsageReports reports;
    private final Transactions transactions;
    private final Settled settled;
    private final InstantSource clock;

    public UsageCalls(
            UsageReports reports, Transactions transactions, Settled settled, InstantSource clock) {
        this.reports = reports;
        this.transactions = transactions;
        this.settled = settled;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/usage", Access.ADMIN, this::usage),
                Endpoint.get("/v1/transactions", Access.ADMIN, this::transactions));
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

    private Reply transactions(ApiCall call) {
        UUID customer =
                call.queryId("customer_id")
                        .orElseThrow(
                                () ->
                                        ApiError.of(
                                                Refusal.MISSING_PARAMETER,
                                                "Missing required parameter 'customer_id'.",
                                                "customer_id"));
        int limit = call.queryNumber("limit", 100, MAX_PAGE);
        Long before =
                call.queryParam("before").isPresent()
                        ? Long.valueOf(call.queryNumber("before", 1, Integer.MAX_VALUE))
                        : null;
        settled.await();
        TransactionPage page = transactions.page(customer, limit, before);
        ArrayNode data = Json.array();
        page.transactions().forEach(transaction -> data.add(json(transaction)));
        ObjectNode json = Json.list(data, page.nextBefore() != null);
        json.put("next_before", page.nextBefore());
        return Reply.ok(json);
    }

    private static ObjectNode json(Transaction transaction) {
        Transfer transfer = transaction.transfer();
        ObjectNode json = Json.object();
        json.put("id", transfer.id().toString());
        json.put("object", "transaction");
        json.put("customer_id", transfer.customerId().toString());
        json.put("sequence", transfer.sequence());
        json.put("type", transfer.kind().key());
        json.put("from", transfer.from().key());
        json.put("to", transfer.to().key());
        json.put("amount_usd", Json.decimal(transfer.amount()));
        json.put("balance_after_usd", Json.decimal(transfer.balanceAfter()));
        json.put("created_at", Json.time(transfer.postedAt()));
        json.put("reference", transfer.reference());
        json.put("note", transfer.note());
        json.put("hash", transaction.hash());
        return json;
    }
}
