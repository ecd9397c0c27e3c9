package io.fluxrouter.simulator;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one simulated provider. Immutable; start from {@link #defaults()}.
 *
 * @param port the port to listen on; zero means any free one
 * @param seed decides texts, identifiers and jitter: equal seeds give equal replies
 * @param requiredKey the only API key accepted, or null to accept any that is not empty
 * @param models what {@code GET /v1/models} lists; chat accepts every model name
 * @param pace the timing of replies
 * @param eventLoops how many event loops share the port
 * @param recordedRequests how many of the latest chat requests are kept for inspection
 * @param fixedReply the reply to every request without a fault, or null to compose replies
 * @param time the source of {@code created} in replies
 */
public record Settings(
        int port,
        long seed,
        @Nullable String requiredKey,
        List<String> models,
        Pace pace,
        int eventLoops,
        int recordedRequests,
        @Nullable FixedReply fixedReply,
        InstantSource time) {
    private static final List<String> MODELS =
            List.of("gpt-4.1-nano", "gpt-4.1-mini", "gpt-4.1", "gpt-4o-mini", "gpt-4o", "o4-mini");

    public Settings {
        models = List.copyOf(models);
        if (eventLoops < 1) throw new IllegalArgumentException("no event loop");
        if (recordedRequests < 0) throw new IllegalArgumentException("negative recordedRequests");
    }

    /** Any key, no delays, one event loop, composed replies, nothing recorded. */
    public static Settings defaults() {
        return new Settings(0, 1, null, MODELS, Pace.INSTANT, 1, 0, null, InstantSource.system());
    }

    public Settings withPort(int value) {
        return new Settings(
                value,
                seed,
                requiredKey,
                models,
                pace,
                eventLoops,
                recordedRequests,
                fixedReply,
                time);
    }

    public Settings withSeed(long value) {
        return new Settings(
                port,
                value,
                requiredKey,
                models,
                pace,
                eventLoops,
                recordedRequests,
                fixedReply,
                time);
    }

    public Settings withRequiredKey(String value) {
        return new Settings(
                port, seed, value, models, pace, eventLoops, recordedRequests, fixedReply, time);
    }

    public Settings withModels(List<String> value) {
        return new Settings(
                port,
                seed,
                requiredKey,
                value,
                pace,
                eventLoops,
                recordedRequests,
                fixedReply,
                time);
    }

    public Settings withPace(Pace value) {
        return new Settings(
                port,
                seed,
                requiredKey,
                models,
                value,
                eventLoops,
                recordedRequests,
                fixedReply,
                time);
    }

    public Settings withEventLoops(int value) {
        return new Settings(
                port, seed, requiredKey, models, pace, value, recordedRequests, fixedReply, time);
    }

    public Settings withRecordedRequests(int value) {
        return new Settings(
                port, seed, requiredKey, models, pace, eventLoops, value, fixedReply, time);
    }

    public Settings withFixedReply(FixedReply value) {
        return new Settings(
                port, seed, requiredKey, models, pace, eventLoops, recordedRequests, value, time);
    }

    public Settings withTime(InstantSource value) {
        return new Settings(
                port,
                seed,
                requiredKey,
                models,
                pace,
                eventLoops,
                recordedRequests,
                fixedReply,
                value);
    }
}
