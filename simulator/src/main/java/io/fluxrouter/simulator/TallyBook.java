package io.fluxrouter.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * The running counters behind {@link Tally}. Threads: every event loop adds, anyone reads; a
 * snapshot taken while requests run may show one counter ahead of another.
 */
final class TallyBook {
    private final LongAdder requests = new LongAdder();
    private final LongAdder clientAborts = new LongAdder();
    private final LongAdder openStreams = new LongAdder();
    private final Map<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();
    private final Map<String, ModelCell> models = new ConcurrentHashMap<>();

    void request() {
        requests.increment();
    }

    void status(int status) {
        byStatus.computeIfAbsent(status, key -> new LongAdder()).increment();
    }

    void clientAbort() {
        clientAborts.increment();
    }

    void streamOpened() {
        openStreams.increment();
    }

    void streamEnded() {
        openStreams.decrement();
    }

    void served(String model, Usage usage) {
        ModelCell cell = cell(model);
        cell.replies.increment();
        cell.served.add(usage);
    }

    void claimed(String model, Usage usage) {
        cell(model).claimed.add(usage);
    }

    Tally snapshot() {
        return new Tally(
                requests.sum(),
                byStatus.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().sum())),
                clientAborts.sum(),
                openStreams.sum(),
                models.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().sum())));
    }

    private ModelCell cell(String model) {
        return models.computeIfAbsent(model, key -> new ModelCell());
    }

    private static final class ModelCell {
        private final LongAdder replies = new LongAdder();
        private final UsageCell served = new UsageCell();
        private final UsageCell claimed = new UsageCell();

        private Tally.ModelTally sum() {
            return new Tally.ModelTally(replies.sum(), served.sum(), claimed.sum());
        }
    }

    private static final class UsageCell {
        private final LongAdder prompt = new LongAdder();
        private final LongAdder completion = new LongAdder();
        private final LongAdder cached = new LongAdder();
        private final LongAdder reasoning = new LongAdder();

        private void add(Usage usage) {
            prompt.add(usage.prompt());
            completion.add(usage.completion());
            cached.add(usage.cached());
            reasoning.add(usage.reasoning());
        }

        private Usage sum() {
            return new Usage(prompt.sum(), completion.sum(), cached.sum(), reasoning.sum());
        }
    }
}
