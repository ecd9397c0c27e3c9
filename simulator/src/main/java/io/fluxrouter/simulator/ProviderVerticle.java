package io.fluxrouter.simulator;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The provider's front door on one event loop: key, path, body. */
final class ProviderVerticle extends VerticleBase {
    static final String HOST = "127.0.0.1";
    private static final String MODELS = "/v1/models";
    private static final String BEARER = "Bearer ";
    // Linux's own limit (net.core.somaxconn); a load test connects thousands at once.
    private static final int BACKLOG = 4096;

    private final ProviderState state;
    private final AtomicInteger boundPort;
    private final ChatHandler chat;

    ProviderVerticle(ProviderState state, AtomicInteger boundPort) {
        this.state = state;
        this.boundPort = boundPort;
        this.chat = new ChatHandler(state);
    }

    @Override
    public Future<HttpServer> start() {
        int port = state.settings().port();
        SocketAddress address =
                port == 0
                        ? SocketAddress.sharedRandomPort(state.portGroup(), HOST)
                        : SocketAddress.inetSocketAddress(port, HOST);
        HttpServerOptions options =
                new HttpServerOptions()
                        .setAcceptBacklog(BACKLOG)
                        .setHandle100ContinueAutomatically(true)
                        // A closed connection must mean one request, not all of a client's.
                        .setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(options)
                .requestHandler(this::handle)
                .listen(address)
                .onSuccess(server -> boundPort.set(server.actualPort()));
    }

    private void handle(HttpServerRequest in) {
        Exchange exchange = new Exchange(vertx, in, state.book());
        guard(exchange, () -> route(exchange));
    }

    private void route(Exchange exchange) {
        HttpServerRequest in = exchange.request();
        checkKey(in.getHeader("authorization"));
        if (in.method().equals(HttpMethod.POST) && in.path().equals("/v1/chat/completions")) {
            in.body().onSuccess(body -> guard(exchange, () -> chat.handle(exchange, body)));
        } else if (in.method().equals(HttpMethod.GET) && in.path().startsWith(MODELS)) {
            models(exchange, in.path().substring(MODELS.length()));
        } else {
            throw ApiError.unknownPath(in.method().name(), in.path());
        }
    }

    private static void guard(Exchange exchange, Runnable step) {
        try {
            step.run();
        } catch (ApiError error) {
            exchange.end(error);
        }
    }

    private void checkKey(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) throw ApiError.missingKey();
        String key = authorization.substring(BEARER.length()).strip();
        if (key.isEmpty()) throw ApiError.missingKey();
        String required = state.settings().requiredKey();
        if (required != null && !required.equals(key)) throw ApiError.wrongKey();
    }

    /** All models, or the one whose name follows the path. */
    private void models(Exchange exchange, String rest) {
        exchange.header("content-type", "application/json");
        if (rest.isEmpty()) {
            ok(exchange, list());
            return;
        }
        String name = rest.substring(1);
        if (!state.settings().models().contains(name)) throw ApiError.unknownModel(name);
        ok(exchange, model(name));
    }

    private static void ok(Exchange exchange, ObjectNode body) {
        exchange.status(200);
        exchange.end(Buffer.buffer(body.toString()));
    }

    private ObjectNode list() {
        ArrayNode data = Json.MAPPER.createArrayNode();
        state.settings().models().forEach(name -> data.add(model(name)));
        ObjectNode list = Json.MAPPER.createObjectNode().put("object", "list");
        list.set("data", data);
        return list;
    }

    private ObjectNode model(String name) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", state.settings().time().instant().getEpochSecond())
                .put("owned_by", "simulator");
    }
}
