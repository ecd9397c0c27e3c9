package io.fluxrouter.billing.settle;

import static java.util.Comparator.comparing;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.usage.UsageTotals;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;

/** Adds a batch to {@code usage_hourly}. Used by one thread. */
final class HourlyRollup {
    private record Key(
            UUID customerId, Instant hour, UUID keyId, String model, String provider, String lane) {
        // The same on every node, so that two of them meet rows in the same order.
        static final Comparator<Key> ORDER =
                comparing(Key::customerId)
                        .thenComparing(Key::hour)
                        .thenComparing(Key::keyId)
                        .thenComparing(Key::model)
                        .thenComparing(Key::provider)
                        .thenComparing(Key::lane);
    }

    private final Map<Key, UsageTotals> sums = new HashMap<>();

    static HourlyRollup of(Collection<UsageEvent> events) {
        HourlyRollup rollup = new HourlyRollup();
        events.forEach(rollup::add);
        return rollup;
    }

    private void add(UsageEvent event) {
        Key key =
                new Key(
                        event.customerId(),
                        event.occurredAt().truncatedTo(ChronoUnit.HOURS),
                        event.keyId(),
                        event.model(),
                        event.provider(),
                        event.lane().key());
        sums.merge(key, totals(event), UsageTotals::plus);
    }

    private static UsageTotals totals(UsageEvent event) {
        return new UsageTotals(
                1,
                failed(event) ? 1 : 0,
                event.tokens().promptTokens(),
                event.tokens().completionTokens(),
                event.tokens().cachedTokens(),
                event.tokens().reasoningTokens(),
                event.figures().cost(),
                event.figures().marketCost(),
                event.figures().providerCost());
    }

    private static boolean failed(UsageEvent event) {
        return switch (event.outcome()) {
            case COMPLETED, CALLER_GONE -> false;
            case PROVIDER_CUT, PROVIDER_REFUSED, PROVIDER_FAILED -> true;
        };
    }

    void save(Handle tx) {
        var sorted = new TreeMap<Key, UsageTotals>(Key.ORDER);
        sorted.putAll(sums);
        List<Key> keys = List.copyOf(sorted.keySet());
        List<UsageTotals> rows = List.copyOf(sorted.values());
        tx.createUpdate(
                        """
                        INSERT INTO usage_hourly AS old (hour, customer_id, key_id, model, provider, lane,
                            requests, failed_requests, prompt_tokens, completion_tokens, cached_tokens,
                            reasoning_tokens, cost_nanos, market_cost_nanos, provider_cost_nanos)
                        SELECT * FROM unnest(:hours, :customers, :keys, :models, :providers, :lanes,
                            :requests, :failed, :prompt, :completion, :cached, :reasoning, :cost, :market,
                            :provider)
                        ON CONFLICT (customer_id, hour, key_id, model, provider, lane) DO UPDATE SET
                            requests = old.requests + excluded.requests,
                            failed_requests = old.failed_requests + excluded.failed_requests,
                            prompt_tokens = old.prompt_tokens + excluded.prompt_tokens,
                            completion_tokens = old.completion_tokens + excluded.completion_tokens,
                            cached_tokens = old.cached_tokens + excluded.cached_tokens,
                            reasoning_tokens = old.reasoning_tokens + excluded.reasoning_tokens,
                            cost_nanos = old.cost_nanos + excluded.cost_nanos,
                            market_cost_nanos = old.market_cost_nanos + excluded.market_cost_nanos,
                            provider_cost_nanos = old.provider_cost_nanos + excluded.provider_cost_nanos
                        """)
                .bind("hours", SqlArray.instants(column(keys, Key::hour)))
                .bind("customers", SqlArray.uuids(column(keys, Key::customerId)))
                .bind("keys", SqlArray.uuids(column(keys, Key::keyId)))
                .bind("models", SqlArray.texts(column(keys, Key::model)))
                .bind("providers", SqlArray.texts(column(keys, Key::provider)))
                .bind("lanes", SqlArray.texts(column(keys, Key::lane)))
                .bind("requests", sums(rows, UsageTotals::requests))
                .bind("failed", sums(rows, UsageTotals::failedRequests))
                .bind("prompt", sums(rows, UsageTotals::promptTokens))
                .bind("completion", sums(rows, UsageTotals::completionTokens))
                .bind("cached", sums(rows, UsageTotals::cachedTokens))
                .bind("reasoning", sums(rows, UsageTotals::reasoningTokens))
                .bind("cost", sums(rows, sum -> sum.cost().nanos()))
                .bind("market", sums(rows, sum -> sum.marketCost().nanos()))
                .bind("provider", sums(rows, sum -> sum.providerCost().nanos()))
                .execute();
    }

    private static <T> List<T> column(List<Key> keys, Function<Key, T> part) {
        return keys.stream().map(part).toList();
    }

    private static Argument sums(List<UsageTotals> rows, ToLongFunction<UsageTotals> part) {
        return SqlArray.bigints(rows.stream().mapToLong(part).boxed().toList());
    }
}
