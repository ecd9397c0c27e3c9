package io.fluxrouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.access.KeyRules;
import io.fluxrouter.core.access.RateLimit;
import io.fluxrouter.core.auth.KeyCheck;
import io.fluxrouter.core.auth.TrustedProxies;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import io.fluxrouter.gateway.admit.SpendCells;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The request plane alone, on its own port: the real server, with money and events in memory. All
 * other paths answer 404 once their body is there.
 */
public final class TestGateway implements AutoCloseable {
    static final String KEY = "sk-flux-" + "k".repeat(43);

    private final Vertx vertx = Vertx.vertx();
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final MemorySink sink = new MemorySink();
    private final SpendCells cells;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestGateway(
            Supplier<Catalog> catalog, GatewaySettings settings, LongSupplier nanoTime) {
        this.cells = new SpendCells(new MemoryLeases(Money.usd("1000")), nanoTime);
        GatewayParts parts =
                GatewayParts.of(
                        new KeyCheck(
                                hash -> hash.equals(KeyHash.of(KEY)) ? caller() : null,
                                TrustedProxies.NONE),
                        cells,
                        catalog,
                        new GatewayParts.GatewayOutside(
                                sink, Clock.systemUTC(), nanoTime, new GatewayMetrics(metrics)));
        this.port =
                GatewayServer.start(vertx, parts, settings, loop -> TestGateway::notFound)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    static TestGateway start(Catalog catalog, LongSupplier nanoTime) {
        return start(catalog, GatewaySettings.on("127.0.0.1", 0), nanoTime);
    }

    static TestGateway start(Catalog catalog, GatewaySettings settings, LongSupplier nanoTime) {
        return new TestGateway(() -> catalog, settings.onLoops(2), nanoTime);
    }

    /** Whose catalogue changes while it runs. */
    static TestGateway start(Supplier<Catalog> catalog) {
        GatewaySettings settings = GatewaySettings.on("127.0.0.1", 0).onLoops(2);
        return new TestGateway(catalog, settings, System::nanoTime);
    }

    private static Caller caller() {
        UUID customer = new UUID(0, 1);
        return new Caller(
                new UUID(0, 2),
                "a key",
                "sk-flux-kkkk",
                customer,
                Dialect.FLUX,
                false,
                null,
                KeyRules.OPEN,
                RateLimit.NONE,
                new Caller.Plan("scale", Caller.Allowance.INVOICED),
                null,
                List.of(
                        new SpendAccount(
                                customer, SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY)));
    }

    private static void notFound(HttpServerRequest http) {
        http.body().onSuccess(body -> http.response().setStatusCode(404).end());
    }

    int port() {
        return port;
    }

    MemorySink sink() {
        return sink;
    }

    SpendCells cells() {
        return cells;
    }

    MeterRegistry metrics() {
        return metrics;
    }

    HttpResponse<String> chat(String model) {
        return chat(model, "");
    }

    /** A small chat with more members: {@code ,"stream":true}. */
    HttpResponse<String> chat(String model, String more) {
        String body =
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}"
                        .formatted(model, more);
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                        .header("Authorization", "Bearer " + KEY)
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** Waits for what another thread brings about; fails after half a minute. */
    static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) throw new AssertionError("never: " + what);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Whatever a test did, no hold and no reservation may be left. */
    @Override
    public void close() {
        try {
            eventually("all holds settled", () -> cells.openHolds() == 0);
            assertThat(cells.held()).isEqualTo(Money.ZERO);
            assertThat(sink.reserved()).as("reservations").isZero();
        } finally {
            http.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
