package io.fluxrouter.gateway.meter;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.core.usage.UsageEvent;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * What calls used and cost, counted as each closes. Sums are whole nano-dollars; only whoever
 * scrapes them gets dollars as a binary fraction.
 *
 * <p>The labels are bounded: outcomes, kinds of tokens, and models, of which only the first {@link
 * #MOST_MODELS} of a process get a name of their own, in case a catalogue keeps changing.
 *
 * <p>Threads: safe for all; nothing waits.
 */
public final class UsageMetrics {
    static final int MOST_MODELS = 200;
    private static final String OTHERS = "other";
    private static final double NANOS_PER_DOLLAR = 1e9;

    private final MeterRegistry registry;
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
    private final ConcurrentHashMap<String, ModelSums> models = new ConcurrentHashMap<>();
    private final LongAdder estimated = new LongAdder();
    private final LongAdder overshoots = new LongAdder();
    private final LongAdder overshootNanos = new LongAdder();

    public UsageMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Outcome outcome : Outcome.values()) {
            LongAdder count = new LongAdder();
            outcomes.put(outcome, count);
            FunctionCounter.builder("flux_requests", count, LongAdder::sum)
                    .description("Admitted requests that ended, by how")
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        FunctionCounter.builder("flux_estimated_usage", estimated, LongAdder::sum)
                .description("Requests whose tokens were counted here, as the provider did not say")
                .register(registry);
        FunctionCounter.builder("flux_overshoot_events", overshoots, LongAdder::sum)
                .description("Requests that cost more than was held for them")
                .register(registry);
        FunctionCounter.builder("flux_overshoot_usd", overshootNanos, UsageMetrics::dollars)
                .description("By how much those cost more than was held")
                .register(registry);
    }

    /** Counts a call that has ended. */
    void closed(UsageEvent event, Money held) {
        LongAdder outcome = outcomes.get(event.outcome());
        if (outcome != null) outcome.increment();
        if (event.estimated()) estimated.increment();
        long beyond = event.figures().cost().nanos() - held.nanos();
        if (beyond > 0) {
            overshoots.increment();
            overshootNanos.add(beyond);
        }
        ofModel(event.model()).add(event);
    }

    private ModelSums ofModel(String model) {
        ModelSums known = models.get(model);
        if (known != null) return known;
        String name = models.size() < MOST_MODELS ? model : OTHERS;
        return models.computeIfAbsent(name, ModelSums::new);
    }

    private static double dollars(LongAdder nanos) {
        return nanos.sum() / NANOS_PER_DOLLAR;
    }

    /** The counters of one model. */
    private final class ModelSums {
        private final LongAdder prompt = new LongAdder();
        private final LongAdder completion = new LongAdder();
        private final LongAdder cached = new LongAdder();
        private final LongAdder cost = new LongAdder();
        private final LongAdder marketCost = new LongAdder();

        ModelSums(String model) {
            tokens(model, "prompt", prompt);
            tokens(model, "completion", completion);
            tokens(model, "cached", cached);
            money(model, "flux_cost_usd", "What customers pay", cost);
            money(model, "flux_market_cost_usd", "The same tokens at list price", marketCost);
        }

        private void tokens(String model, String kind, LongAdder sum) {
            FunctionCounter.builder("flux_tokens", sum, LongAdder::sum)
                    .description("Tokens used; the prompt's include the cached ones")
                    .tag("model", model)
                    .tag("kind", kind)
                    .register(registry);
        }

        private void money(String model, String name, String meaning, LongAdder nanos) {
            ToDoubleFunction<LongAdder> dollars = UsageMetrics::dollars;
            FunctionCounter.builder(name, nanos, dollars)
                    .description(meaning)
                    .tag("model", model)
                    .register(registry);
        }

        void add(UsageEvent event) {
            prompt.add(event.tokens().promptTokens());
            completion.add(event.tokens().completionTokens());
            cached.add(event.tokens().cachedTokens());
            cost.add(event.figures().cost().nanos());
            marketCost.add(event.figures().marketCost().nanos());
        }
    }
}
