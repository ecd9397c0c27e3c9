package io.fluxrouter.console.http;

import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.auth.KeyCheck;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.ErrorBody;
import io.fluxrouter.core.refusal.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the management calls on the port of the request plane.
 *
 * <p>Threads: routing and writing on the event loop of the connection; every endpoint on a virtual
 * thread of its own, where it may block.
 */
public final class ConsoleServer {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
    private static final long MAX_BODY = 1024 * 1024;

    private final List<Endpoint> endpoints;
    private final Gatekeeper gatekeeper;
    private final Executor virtualThreads;

    public ConsoleServer(
            List<Endpoint> endpoints, KeyCheck keyCheck, AdminToken admin, InstantSource clock) {
        this.endpoints = List.copyOf(endpoints);
        this.gatekeeper = new Gatekeeper(keyCheck, admin, clock);
        this.virtualThreads = command -> Thread.ofVirtual().name("console").start(command);
    }

    /** The handler for one event loop. */
    public Handler<HttpServerRequest> on(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route()
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .failureHandler(ConsoleServer::failed);
        for (Endpoint endpoint : endpoints) {
            router.route(endpoint.method(), vertxPath(endpoint.path()))
                    .handler(routing -> answer(endpoint, routing));
        }
        methods()
                .forEach(
                        (path, allowed) ->
                                router.route(vertxPath(path))
                                        .handler(routing -> wrongMethod(routing, allowed)));
        router.route().handler(ConsoleServer::unknown);
        // A path or query that cannot be decoded fails before any route's handler is found.
        router.errorHandler(400, routing -> refuse(routing.request(), unreadable()));
        return router;
    }

    /** The methods of each path. */
    private Map<String, String> methods() {
        return endpoints.stream()
                .collect(
                        Collectors.groupingBy(
                                Endpoint::path,
                                Collectors.mapping(
                                        endpoint -> endpoint.method().name(),
                                        Collectors.joining(", "))));
    }

    /** What went wrong on the way to an endpoint; it answers for the rest itself. */
    private static void failed(RoutingContext routing) {
        ApiError error;
        if (routing.statusCode() == Refusal.BODY_TOO_LARGE.status()) {
            error = ApiError.of(Refusal.BODY_TOO_LARGE, "The request body is too large.");
        } else if (routing.statusCode() / 100 == 4 || !routing.request().isEnded()) {
            error = unreadable();
        } else {
            LOG.error("routing failed", routing.failure());
            error = internal();
        }
        refuse(routing.request(), error.withHeader("Connection", "close"));
    }

    private static void wrongMethod(RoutingContext routing, String allowed) {
        refuse(
                routing.request(),
                ApiError.of(
                                Refusal.METHOD_NOT_ALLOWED,
                                "This path takes " + allowed + " and nothing else.")
                        .withHeader("Allow", allowed));
    }

    private static String vertxPath(String path) {
        return path.replaceAll("\\{(\\w+)}", ":$1");
    }

    private void answer(Endpoint endpoint, RoutingContext routing) {
        ApiCall call;
        try {
            call = call(endpoint, routing);
        } catch (ApiError refusal) {
            refuse(routing.request(), refusal);
            return;
        }
        Context loop = routing.vertx().getOrCreateContext();
        virtualThreads.execute(
                () -> {
                    Runnable ending = run(endpoint, call, routing.request());
                    loop.runOnContext(go -> ending.run());
                });
    }

    private ApiCall call(Endpoint endpoint, RoutingContext routing) {
        Buffer body = routing.body().buffer();
        return new ApiCall(
                gatekeeper.admit(endpoint.access(), routing.request()),
                routing.pathParams(),
                routing.queryParams(),
                body == null ? Buffer.buffer() : body);
    }

    /** Runs the endpoint; gives back how to end the response, which the event loop does. */
    private static Runnable run(Endpoint endpoint, ApiCall call, HttpServerRequest http) {
        try {
            Reply reply = endpoint.answer().apply(call);
            return () -> write(http.response(), reply);
        } catch (ApiError refusal) {
            return () -> refuse(http, refusal);
        } catch (RuntimeException failure) {
            LOG.error("{} {} failed", endpoint.method(), endpoint.path(), failure);
            return () -> refuse(http, internal());
        }
    }

    private static void write(HttpServerResponse response, Reply reply) {
        if (response.closed() || response.ended()) return;
        response.setStatusCode(reply.status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.end(Buffer.buffer(reply.body()));
    }

    private static void refuse(HttpServerRequest http, ApiError error) {
        HttpServerResponse response = http.response();
        if (response.closed() || response.ended()) return;
        ErrorBody body = ErrorBody.of(error, Dialect.ofKey(Gatekeeper.token(http)));
        response.setStatusCode(body.status());
        body.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(body.json()));
    }

    private static void unknown(RoutingContext routing) {
        refuse(
                routing.request(),
                ApiError.of(
                        Refusal.UNKNOWN_PATH,
                        "There is no " + routing.request().method() + " " + shown(routing) + "."));
    }

    private static String shown(RoutingContext routing) {
        String path = String.valueOf(routing.request().path());
        return path.length() <= 100 ? path : path.substring(0, 100) + "…";
    }

    private static ApiError unreadable() {
        return ApiError.of(Refusal.INVALID_BODY, "The request cannot be read.");
    }

    private static ApiError internal() {
        return ApiError.of(Refusal.INTERNAL_ERROR, "Something went wrong here.");
    }
}
