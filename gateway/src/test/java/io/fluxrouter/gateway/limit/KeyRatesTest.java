package io.fluxrouter.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.access.KeyRules;
import io.fluxrouter.core.access.RateLimit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRatesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Hand time = new Hand();
    private final RateLimits limits = new RateLimits(time, InstantSource.fixed(NOON));
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @Test
    void six_headers_say_what_is_allowed_what_is_left_and_when_all_is_back() {
        KeyRates rates = rates(0, 60, 1_000);

        rates.takeRequest(headers);
        rates.takeTokens(250, headers);

        assertHeaders("requests", "60", "59", "1s");
        assertHeaders("tokens", "1000", "750", "15s");
        assertThat(headers.size()).isEqualTo(6);
    }

    @Test
    void looking_takes_nothing() {
        KeyRates rates = rates(0, 60, 1_000);
        rates.takeTokens(250, headers);

        rates.show(headers);
        rates.show(headers);

        assertHeaders("requests", "60", "60", "0ms");
        assertHeaders("tokens", "1000", "750", "15s");
    }

    @Test
    void a_key_without_a_limit_by_the_minute_is_told_its_limit_by_the_second() {
        KeyRates rates = rates(20, 0, 0);

        rates.takeRequest(headers);

        assertHeaders("requests", "20", "19", "50ms");
        assertThat(headers.size()).isEqualTo(3);
        assertThat(rates.takeTokens(1_000_000, headers)).isEqualTo(TakenTokens.NONE);
    }

    @Test
    void requests_beyond_the_second_are_refused_until_one_is_back() {
        KeyRates rates = rates(2, 60, 1_000);
        rates.takeRequest(headers);
        rates.takeRequest(headers);

        ApiError refusal = refusal(() -> rates.takeRequest(headers));

        assertThat(refusal.refusal()).isEqualTo(Refusal.RATE_LIMITED);
        assertThat(refusal).hasMessageContaining("2 requests a second");
        assertThat(refusal.headers())
                .containsEntry("Retry-After", "1")
                .containsEntry("retry-after-ms", "500");
        assertHeaders("requests", "60", "58", "2s");
        assertHeaders("tokens", "1000", "1000", "0ms");
        time.pass(Duration.ofMillis(500));
        rates.takeRequest(headers);
    }

    @Test
    void requests_beyond_the_minute_are_refused_and_take_nothing_from_the_second() {
        KeyRates rates = rates(4, 3, 0);
        for (int i = 0; i < 3; i++) rates.takeRequest(headers);
        time.pass(Duration.ofSeconds(1)); // the second is full again

        for (int i = 0; i < 10; i++) {
            assertThat(refusal(() -> rates.takeRequest(headers)))
                    .hasMessageContaining("3 requests a minute");
        }

        assertHeaders("requests", "3", "0", "59s");
    }

    @Test
    void tokens_beyond_the_minute_are_refused_and_nothing_is_taken() {
        KeyRates rates = rates(0, 0, 1_000);
        rates.takeTokens(800, headers);

        ApiError refusal = refusal(() -> rates.takeTokens(500, headers));

        assertThat(refusal.refusal()).isEqualTo(Refusal.RATE_LIMITED);
        assertThat(refusal.metadata())
                .containsEntry("unit", "tokens")
                .containsEntry("limit", 1_000)
                .containsEntry("requested", 500L);
        assertThat(refusal.headers())
                .containsEntry("Retry-After", "18")
                .containsEntry("retry-after-ms", "18000");
        assertHeaders("tokens", "1000", "200", "48s");
        rates.takeTokens(200, headers);
    }

    @Test
    void what_was_taken_and_not_used_comes_back() {
        KeyRates rates = rates(0, 0, 1_000);
        TakenTokens taken = rates.takeTokens(900, headers);

        taken.settle(100);

        rates.show(headers);
        assertHeaders("tokens", "1000", "900", "6s");
    }

    @Test
    void what_was_used_above_the_estimate_is_a_debt_that_time_pays() {
        KeyRates rates = rates(0, 0, 1_000);

        rates.takeTokens(100, headers).settle(3_000);

        rates.show(headers);
        assertHeaders("tokens", "1000", "0", "3m0s");
        assertThat(refusal(() -> rates.takeTokens(1, headers)).headers())
                .containsEntry("retry-after-ms", "120060");
        time.pass(Duration.ofMillis(120_060));
        rates.takeTokens(1, headers);
    }

    @Test
    void a_request_larger_than_the_limit_waits_for_a_full_bucket() {
        KeyRates rates = rates(0, 0, 1_000);
        TakenTokens first = rates.takeTokens(1, headers);
        assertThat(refusal(() -> rates.takeTokens(50_000, headers)).headers())
                .containsEntry("retry-after-ms", "60");

        first.settle(0);

        rates.takeTokens(50_000, headers);
        assertHeaders("tokens", "1000", "0", "1m0s");
    }

    @Test
    void enterprise_routers_clients_are_told_the_second_when_all_is_back() {
        KeyRates rates = limits.of(caller(Dialect.PROXY, new RateLimit(0, 40, 1_000)));

        rates.takeRequest(headers); // back after 1.5 s

        assertThat(headers.getAll("X-RateLimit-Limit")).containsExactly("40");
        assertThat(headers.getAll("X-RateLimit-Remaining")).containsExactly("39");
        assertThat(headers.getAll("X-RateLimit-Reset"))
                .containsExactly(Long.toString(NOON.getEpochSecond() + 2));
        assertHeaders("requests", "40", "39", "2s");
        for (int i = 0; i < 39; i++) rates.takeRequest(headers);
        refusal(() -> rates.takeRequest(headers));
        assertThat(headers.getAll("X-RateLimit-Remaining")).containsExactly("0");
        assertThat(headers.getAll("X-RateLimit-Reset"))
                .containsExactly(Long.toString(NOON.getEpochSecond() + 60));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 59, 1_000_000_000, Integer.MAX_VALUE})
    void the_smallest_and_the_largest_limit_count_exactly(int tokensPerMinute) {
        KeyRates rates = rates(0, 0, tokensPerMinute);

        rates.takeTokens(tokensPerMinute, headers);

        assertHeaders("tokens", Integer.toString(tokensPerMinute), "0", "1m0s");
        refusal(() -> rates.takeTokens(1, headers));
        time.pass(Duration.ofMinutes(1));
        rates.takeTokens(tokensPerMinute, headers);
    }

    @Test
    void a_key_whose_limits_have_changed_starts_afresh() {
        Caller slow = caller(new RateLimit(1, 0, 0));
        limits.of(slow).takeRequest(headers);
        assertThat(limits.of(slow)).isSameAs(limits.of(slow));
        refusal(() -> limits.of(slow).takeRequest(headers));

        limits.of(caller(new RateLimit(2, 0, 0))).takeRequest(headers);

        assertHeaders("requests", "2", "1", "500ms");
    }

    @Test
    void many_threads_together_get_no_more_than_one() throws InterruptedException {
        KeyRates rates = rates(0, 500, 0);
        AtomicInteger served = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                threads.execute(
                        () -> {
                            for (int n = 0; n < 1_000; n++)
                                if (isServed(rates)) served.incrementAndGet();
                        });
            }
        }

        assertThat(served).hasValue(500);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0ms",
        "1, 1ms",
        "999, 999ms",
        "1000, 1s",
        "1001, 2s",
        "59000, 59s",
        "59001, 1m0s",
        "360000, 6m0s",
        "3599000, 59m59s",
        "3600000, 1h0m0s",
        "5025000, 1h23m45s"
    })
    void a_reset_is_written_as_openai_writes_it(long millis, String text) {
        assertThat(RateHeaders.duration(millis)).isEqualTo(text);
    }

    private static boolean isServed(KeyRates rates) {
        try {
            rates.takeRequest(MultiMap.caseInsensitiveMultiMap());
            return true;
        } catch (ApiError refused) {
            return false;
        }
    }

    private static ApiError refusal(Runnable attempt) {
        return catchThrowableOfType(ApiError.class, attempt::run);
    }

    private void assertHeaders(String unit, String limit, String remaining, String reset) {
        assertThat(headers.getAll("x-ratelimit-limit-" + unit)).containsExactly(limit);
        assertThat(headers.getAll("x-ratelimit-remaining-" + unit)).containsExactly(remaining);
        assertThat(headers.getAll("x-ratelimit-reset-" + unit)).containsExactly(reset);
    }

    private KeyRates rates(int perSecond, int perMinute, int tokensPerMinute) {
        return limits.of(caller(new RateLimit(perSecond, perMinute, tokensPerMinute)));
    }

    private static Caller caller(RateLimit limit) {
        return caller(Dialect.FLUX, limit);
    }

    private static Caller caller(Dialect dialect, RateLimit limit) {
        return new Caller(
                new UUID(0, 1),
                "a key",
                "sk-flux-abcd",
                new UUID(0, 2),
                dialect,
                false,
                null,
                KeyRules.OPEN,
                limit,
                null,
                null,
                List.of());
    }

    /** A clock that a test moves. */
    private static final class Hand implements TimeMeter {
        private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);

        void pass(Duration duration) {
            nanos.addAndGet(duration.toNanos());
        }

        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
