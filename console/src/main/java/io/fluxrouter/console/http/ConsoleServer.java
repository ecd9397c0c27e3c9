package io.fluxrouter.console.http;

import io.fluxrouter.core.access.Dialect;
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
import java.util.List;
import java.util.concurrent.Executor;
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
    private final Doors doors;
    private final UnknownPath unknownPath;
    private final Executor virtualThreads;

    public ConsoleServer(List<Endpoint> endpoints, Doors doors) {
        this.endpoints = List.copyOf(endpoints);
        this.doors = doors;
        this.unknownPath = new UnknownPath(this.endpoints);
        this.virtualThreads = command -> Thread.ofVirtual().name("console").start(command);
    }

    /** The handler for one event loop. */
    public Handler<HttpServerRequest> on(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        for (Endpoint endpoint : endpoints) {
            router.route(endpoint.method(), vertxPath(endpoint.path()))
                    .handler(routing -> answer(endpoint, routing));
        }
        router.route().handler(routing -> refuse(routing, unknownPath.refusal(routing.request())));
        router.errorHandler(
                413,
                routing ->
                        refuse(
                                routing,
                                ApiError.of(
                                        Refusal.BODY_TOO_LARGE, "The request body is too large.")));
        router.errorHandler(
                500,
                routing -> {
                    LOG.error("routing failed", routing.failure());
                    refuse(routing, internal());
                });
        router.errorHandler(
                400,
                routing ->
                        refuse(
                                routing,
                                ApiError.of(Refusal.INVALID_BODY, "The request cannot be read.")));
        return router;
    }

    private static String vertxPath(String path) {
        return path.replaceAll("\\{(\\w+)}", ":$1");
    }

    private void answer(Endpoint endpoint, RoutingContext routing) {
        Request request = doors.read(routing);
        Context loop = routing.vertx().getOrCreateContext();
        virtualThreads.execute(
                () -> {
                    Runnable ending = run(endpoint, request, routing);
                    loop.runOnContext(go -> ending.run());
                });
    }

    /** Runs the endpoint; gives back how to end the response, which the event loop does. */
    private Runnable run(Endpoint endpoint, Request request, RoutingContext routing) {
        try {
            Reply reply = doors.answer(endpoint, request);
            return () -> write(routing.response(), reply);
        } catch (ApiError refusal) {
            return () -> refuse(routing, refusal);
        } catch (RuntimeException failure) {
            LOG.error("{} {} failed", endpoint.method(), endpoint.path(), failure);
            return () -> refuse(routing, internal());
        }
    }

    private static void write(HttpServerResponse response, Reply reply) {
        if (response.closed() || response.ended()) return;
        response.setStatusCode(reply.status());
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        reply.headers().forEach(header -> response.headers().add(header.name(), header.value()));
        if (reply.body().isEmpty()) {
            response.end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
            response.end(Buffer.buffer(reply.body()));
        }
    }

    private static void refuse(RoutingContext routing, ApiError error) {
        HttpServerResponse response = routing.response();
        if (response.closed() || response.ended()) return;
        if (BillingError.appliesTo(String.valueOf(routing.request().path()))) {
            refuse(response, new BillingError(error));
            return;
        }
        ErrorBody body = ErrorBody.of(error, Dialect.ofKey(Gatekeeper.token(routing.request())));
        response.setStatusCode(body.status());
        body.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(body.json()));
    }

    private static void refuse(HttpServerResponse response, BillingError error) {
        response.setStatusCode(error.status());
        error.error().headers().forEach(response::putHeader);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        response.end(Buffer.buffer(error.json()));
    }

    private static ApiError internal() {
        return ApiError.of(Refusal.INTERNAL_ERROR, "Something went wrong here.");
    }
}
