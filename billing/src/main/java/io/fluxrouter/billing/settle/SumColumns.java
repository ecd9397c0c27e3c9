package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.usage.UsageTotals;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Update;

/** The columns that every roll-up of usage sums up, as a statement names, adds and takes them. */
final class SumColumns {
    static final String NAMES =
            """
            requests, failed_requests, prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens,
            cost_nanos, market_cost_nanos, provider_cost_nanos""";

    /** One array for each, in the order of the names. */
    static final String ARRAYS =
            ":requests, :failed, :prompt, :completion, :cached, :reasoning, :cost, :market, :provider";

    /** For a row that is there already, under the name {@code old}. */
    static final String ADDED =
            """
            requests = old.requests + excluded.requests,
            failed_requests = old.failed_requests + excluded.failed_requests,
            prompt_tokens = old.prompt_tokens + excluded.prompt_tokens,
            completion_tokens = old.completion_tokens + excluded.completion_tokens,
            cached_tokens = old.cached_tokens + excluded.cached_tokens,
            reasoning_tokens = old.reasoning_tokens + excluded.reasoning_tokens,
            cost_nanos = old.cost_nanos + excluded.cost_nanos,
            market_cost_nanos = old.market_cost_nanos + excluded.market_cost_nanos,
            provider_cost_nanos = old.provider_cost_nanos + excluded.provider_cost_nanos
            """;

    private SumColumns() {}

    static Update bind(Update update, List<UsageTotals> rows) {
        return update.bind("requests", sums(rows, UsageTotals::requests))
                .bind("failed", sums(rows, UsageTotals::failedRequests))
                .bind("prompt", sums(rows, UsageTotals::promptTokens))
                .bind("completion", sums(rows, UsageTotals::completionTokens))
                .bind("cached", sums(rows, UsageTotals::cachedTokens))
                .bind("reasoning", sums(rows, UsageTotals::reasoningTokens))
                .bind("cost", sums(rows, sum -> sum.cost().nanos()))
                .bind("market", sums(rows, sum -> sum.marketCost().nanos()))
                .bind("provider", sums(rows, sum -> sum.providerCost().nanos()));
    }

    private static Argument sums(List<UsageTotals> rows, ToLongFunction<UsageTotals> part) {
        return SqlArray.bigints(rows.stream().mapToLong(part).boxed().toList());
    }
}
