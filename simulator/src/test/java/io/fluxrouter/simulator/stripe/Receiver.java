package io.fluxrouter.simulator.stripe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/** An endpoint that takes webhooks and keeps them as they came. */
final class Receiver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpServer server;
    private final List<Webhook> webhooks = new CopyOnWriteArrayList<>();
    volatile int status = 200;
    volatile Predicate<Webhook> believes = webhook -> true;

    record Webhook(String signature, String body) {
        String type() {
            return MAPPER.readTree(body).path("type").asString("");
        }

        String id() {
            return MAPPER.readTree(body).path("id").asString("");
        }
    }

    Receiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::take);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/stripe");
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String signature =
                Objects.requireNonNullElse(
                        exchange.getRequestHeaders().getFirst("Stripe-Signature"), "");
        Webhook webhook = new Webhook(signature, body);
        webhooks.add(webhook);
        exchange.sendResponseHeaders(believes.test(webhook) ? status : 400, -1);
        exchange.close();
    }

    List<Webhook> webhooks() {
        return List.copyOf(webhooks);
    }

    List<String> types() {
        return webhooks.stream().map(Webhook::type).toList();
    }

    Webhook await(String type) {
        await("a webhook " + type, () -> types().contains(type));
        return webhooks.stream().filter(one -> one.type().equals(type)).findFirst().orElseThrow();
    }

    static void await(String what, BooleanSupplier condition) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) throw new AssertionError("never came true: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    void forget() {
        webhooks.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
