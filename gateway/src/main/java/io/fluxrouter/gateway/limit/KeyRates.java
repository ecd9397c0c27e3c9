package io.fluxrouter.gateway.limit;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.access.RateLimit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How much a key may still use on this node: requests a second, requests a minute, tokens a minute.
 * Says so in OpenAI's headers on every answer, and in Enterprise Router's too to its clients. A
 * refusal takes nothing from the rate that refused.
 *
 * <p>Threads: safe for all.
 */
public final class KeyRates {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RateLimit limit;
    private final @Nullable ProxyRateHeaders proxyHeaders;
    private final @Nullable RateBucket second;
    private final @Nullable RateBucket minute;
    private final @Nullable RateBucket tokens;

    KeyRates(Caller caller, TimeMeter time, InstantSource clock) {
        this.limit = caller.limits();
        this.proxyHeaders = caller.dialect() == Dialect.PROXY ? new ProxyRateHeaders(clock) : null;
        this.second = bucket(limit.perSecond(), SECOND, time);
        this.minute = bucket(limit.perMinute(), MINUTE, time);
        this.tokens = bucket(limit.tokensPerMinute(), MINUTE, time);
    }

    private static @Nullable RateBucket bucket(int capacity, Duration period, TimeMeter time) {
        return capacity == 0 ? null : new RateBucket(capacity, period, time);
    }

    RateLimit limit() {
        return limit;
    }

    /** Takes one request; throws {@link ApiError} 429 when there is none left. */
    public void takeRequest(MultiMap headers) {
        ConsumptionProbe ofSecond = second == null ? null : second.take(1);
        if (ofSecond != null && !ofSecond.isConsumed()) {
            show(headers);
            throw requestsRefused(ofSecond, limit.perSecond(), "second");
        }
        ConsumptionProbe ofMinute = minute == null ? null : minute.take(1);
        if (ofMinute != null && !ofMinute.isConsumed()) {
            if (second != null) second.giveBack(1);
            show(headers);
            throw requestsRefused(ofMinute, limit.perMinute(), "minute");
        }
        if (minute != null && ofMinute != null) {
            putRequests(headers, minute, ofMinute);
        } else if (second != null && ofSecond != null) {
            putRequests(headers, second, ofSecond);
        }
    }

    /**
     * Takes the tokens of a request by an estimate; throws {@link ApiError} 429 when they are not
     * there. A request that is larger than the limit needs a full bucket, so that it is not refused
     * for ever; what it used beyond that is a debt.
     */
    public TakenTokens takeTokens(long estimate, MultiMap headers) {
        if (tokens == null) return TakenTokens.NONE;
        long amount = Math.clamp(estimate, 1, tokens.capacity());
        ConsumptionProbe probe = tokens.take(amount);
        RateHeaders.TOKENS.put(
                headers, tokens, probe.getRemainingTokens(), probe.getNanosToWaitForReset());
        if (!probe.isConsumed()) throw tokensRefused(probe, amount);
        return new TakenTokens(tokens, amount);
    }

    /** Says where the key stands, taking nothing. */
    public void show(MultiMap headers) {
        RateBucket requests = minute != null ? minute : second;
        if (requests != null) {
            EstimationProbe full = requests.untilFull();
            putRequests(
                    headers, requests, full.getRemainingTokens(), full.getNanosToWaitForRefill());
        }
        showTokens(headers);
    }

    public void showTokens(MultiMap headers) {
        if (tokens == null) return;
        EstimationProbe full = tokens.untilFull();
        RateHeaders.TOKENS.put(
                headers, tokens, full.getRemainingTokens(), full.getNanosToWaitForRefill());
    }

    private void putRequests(MultiMap headers, RateBucket bucket, ConsumptionProbe taken) {
        putRequests(headers, bucket, taken.getRemainingTokens(), taken.getNanosToWaitForReset());
    }

    private void putRequests(MultiMap headers, RateBucket bucket, long left, long nanosUntilFull) {
        RateHeaders.REQUESTS.put(headers, bucket, left, nanosUntilFull);
        if (proxyHeaders != null) proxyHeaders.put(headers, bucket, left, nanosUntilFull);
    }

    private static ApiError requestsRefused(ConsumptionProbe probe, int most, String period) {
        return refused(probe, "may send " + most + " requests a " + period)
                .with("unit", "requests")
                .with("limit", most);
    }

    private ApiError tokensRefused(ConsumptionProbe probe, long wanted) {
        int most = limit.tokensPerMinute();
        String allowed = most + " tokens a minute, and this request needs about " + wanted;
        return refused(probe, "may use " + allowed)
                .with("unit", "tokens")
                .with("limit", most)
                .with("requested", wanted);
    }

    private static ApiError refused(ConsumptionProbe probe, String rule) {
        long waitMillis = Math.max(1, (probe.getNanosToWaitForRefill() + 999_999) / 1_000_000);
        return ApiError.of(
                        Refusal.RATE_LIMITED,
                        "Rate limit reached: this key "
                                + rule
                                + ". Try again in "
                                + waitMillis
                                + " ms.")
                .withHeader("Retry-After", Long.toString((waitMillis + 999) / 1_000))
                .withHeader("retry-after-ms", Long.toString(waitMillis));
    }
}
