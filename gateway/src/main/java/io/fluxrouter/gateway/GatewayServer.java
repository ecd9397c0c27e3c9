package io.fluxrouter.gateway;

import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.gateway.reply.Replies;
import io.fluxrouter.gateway.upstream.Failover;
import io.fluxrouter.gateway.upstream.Upstreams;
import io.fluxrouter.gateway.watch.Watch;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The one port of the program: chat and models are served here, on event loops; every other path
 * goes to the people plane. One instance per event loop, with connections of its own.
 */
public final class GatewayServer extends VerticleBase {
    private static final String CHAT_PATH = "/v1/chat/completions";
    private static final int BACKLOG = 4_096;
    private static final long LINGER_MILLIS = 300;

    private final GatewayParts parts;
    private final GatewaySettings settings;
    private final Function<Vertx, Handler<HttpServerRequest>> otherPaths;
    private final CompletableFuture<Integer> port;

    private GatewayServer(
            GatewayParts parts,
            GatewaySettings settings,
            Function<Vertx, Handler<HttpServerRequest>> otherPaths,
            CompletableFuture<Integer> port) {
        this.parts = parts;
        this.settings = settings;
        this.otherPaths = otherPaths;
        this.port = port;
    }

    /** Starts listening on every event loop; gives the port. */
    public static Future<Integer> start(
            Vertx vertx,
            GatewayParts parts,
            GatewaySettings settings,
            Function<Vertx, Handler<HttpServerRequest>> otherPaths) {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        return vertx.deployVerticle(
                        () -> new GatewayServer(parts, settings, otherPaths, port),
                        new DeploymentOptions().setInstances(settings.eventLoops()))
                .map(id -> port.join());
    }

    @Override
    public Future<?> start() {
        Watch watch = new Watch(parts.nanoTime());
        ChatHandler chat =
                new ChatHandler(
                        parts,
                        settings,
                        new Failover(new Upstreams(vertx, watch), parts.circuits(), parts.clock()),
                        watch);
        ModelsHandler models = new ModelsHandler(parts);
        Handler<HttpServerRequest> others = otherPaths.apply(vertx);
        RequestIds ids = new RequestIds(parts.clock());
        Connections connections =
                new Connections(settings.headerTime(), settings.bodyTime(), parts.nanoTime());
        vertx.setPeriodic(
                1_000,
                tick -> {
                    // A body that came too late is refused before its connection is cut.
                    watch.look();
                    connections.sweep();
                });
        HttpServer server = vertx.createHttpServer(options());
        server.connectionHandler(connections::opened);
        server.invalidRequestHandler(http -> invalid(http, ids.next()));
        server.requestHandler(
                http -> {
                    connections.requested(http);
                    UUID id = ids.next();
                    if (!RequestHead.isSound(http)) {
                        invalid(http, id);
                        return;
                    }
                    Replies.putRequestId(http.response(), id);
                    dispatch(http, id, chat, models, others);
                });
        return server.listen(address())
                .onSuccess(listening -> port.complete(listening.actualPort()));
    }

    private static void dispatch(
            HttpServerRequest http,
            UUID id,
            ChatHandler chat,
            ModelsHandler models,
            Handler<HttpServerRequest> others) {
        String path = http.path() == null ? "" : http.path();
        if (path.equals(CHAT_PATH)) {
            if (http.method().equals(HttpMethod.POST)) {
                chat.handle(http, id);
            } else {
                refuseMethod(http, HttpMethod.POST);
            }
        } else if (isModels(path)) {
            if (http.method().equals(HttpMethod.GET)) {
                models.handle(http);
            } else {
                refuseMethod(http, HttpMethod.GET);
            }
        } else if (path.startsWith("/")) {
            others.handle(http);
        } else {
            refuse(http, ApiError.of(Refusal.UNKNOWN_PATH, "There is no such path."));
        }
    }

    private static boolean isModels(String path) {
        return path.equals(ModelsHandler.PATH) || path.startsWith(ModelsHandler.PATH + "/");
    }

    /** All event loops share one port, also where it is a free one. */
    private SocketAddress address() {
        return settings.port() == 0
                ? SocketAddress.sharedRandomPort(1, settings.host())
                : SocketAddress.inetSocketAddress(settings.port(), settings.host());
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setAcceptBacklog(BACKLOG)
                // Nagle's algorithm holds a small write until the one before it is acknowledged,
                // and
                // Linux may wait 40 ms to acknowledge. A token is a small write.
                .setTcpNoDelay(true)
                .setMaxHeaderSize(settings.maxHeader())
                .setMaxInitialLineLength(8_192)
                .setHandle100ContinueAutomatically(true)
                // One stream a connection, as nginx serves its clients too; common ones that may
                // upgrade
                // would share a connection of 100 streams and refuse the rest.
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                // No web sockets are served, so nothing need look for them in each message.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                // Every response is written on its own loop, so its queues need no locks.
                .setStrictThreadMode(true);
    }

    /**
     * A request that HTTP itself cannot read. Such a connection has lost its place and is closed.
     */
    private void invalid(HttpServerRequest http, UUID id) {
        Replies.putRequestId(http.response(), id);
        Throwable cause = http.decoderResult().cause();
        String kind = cause == null ? "" : cause.getClass().getSimpleName();
        Refusal refusal =
                kind.contains("TooLong") ? Refusal.HEADERS_TOO_LARGE : Refusal.INVALID_BODY;
        ApiError error =
                ApiError.of(
                                refusal,
                                refusal == Refusal.HEADERS_TOO_LARGE
                                        ? "The request line or a header is too long."
                                        : "This is not a valid HTTP request.")
                        .withHeader("Connection", "close");
        Replies.refuse(http.response(), error, Dialect.FLUX);
        // A connection closed with bytes unread is reset, and the client may lose the refusal.
        // After an unreadable head they are thrown away; after another they might be a request.
        if (cause == null) http.connection().close();
        else vertx.setTimer(LINGER_MILLIS, late -> http.connection().close());
    }

    private static void refuseMethod(HttpServerRequest http, HttpMethod allowed) {
        refuse(
                http,
                ApiError.of(
                                Refusal.METHOD_NOT_ALLOWED,
                                "This path takes " + allowed + " and nothing else.")
                        .withHeader("Allow", allowed.name()));
    }

    private static void refuse(HttpServerRequest http, ApiError error) {
        Replies.refuse(http.response(), error, Dialect.FLUX);
    }
}
