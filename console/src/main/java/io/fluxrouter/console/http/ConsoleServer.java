package io.fluxrouter.console.http;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
    private final Doors doors;
    private final Executor virtualThreads;

    public ConsoleServer(List<Endpoint> endpoints, Doors doors) {
        this.endpoints = List.copyOf(endpoints);
        this.doors = doors;
        this.virtualThreads = command -> Thread.ofVirtual().name("console").start(command);
    }

    /** The handler for one event loop. */
    public Handler<HttpServerRequest> on(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route()
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .failureHandler(ConsoleServer::failed);
        SortedMap<String, List<Endpoint>> byPath = byPath();
        router.route().handler(routing -> answerAsWritten(byPath, routing));
        byPath.forEach((path, calls) -> serve(router, path, calls));
        router.route().handler(ConsoleServer::unknown);
        // A path or query that cannot be decoded fails before any route's handler is found.
        router.errorHandler(400, routing -> Answers.refuse(routing.request(), unreadable()));
        return router;
    }

    /**
     * The calls of each path, a fixed path before one with a parameter that it would match: '{'
     * comes after all that stands in a path, so the order of text is that order.
     */
    private SortedMap<String, List<Endpoint>> byPath() {
        return endpoints.stream()
                .collect(Collectors.groupingBy(Endpoint::path, TreeMap::new, Collectors.toList()));
    }

    /**
     * Answers a path that is written as an endpoint's is. The router would try one route after the
     * other, hundreds of them; it is left with parameters, and with other ways to write a path.
     */
    private void answerAsWritten(Map<String, List<Endpoint>> byPath, RoutingContext routing) {
        HttpServerRequest request = routing.request();
        byPath.getOrDefault(String.valueOf(request.path()), List.of()).stream()
                .filter(call -> call.path().indexOf('{') < 0)
                .filter(call -> call.method().equals(request.method()))
                .findFirst()
                .ifPresentOrElse(call -> answer(call, routing), routing::next);
    }

    private static String methods(List<Endpoint> calls) {
        return calls.stream().map(call -> call.method().name()).collect(Collectors.joining(", "));
    }

    private void serve(Router router, String path, List<Endpoint> calls) {
        for (Endpoint call : calls) {
            router.route(call.method(), vertxPath(path)).handler(routing -> answer(call, routing));
        }
        String allowed = methods(calls);
        router.route(vertxPath(path)).handler(routing -> wrongMethod(routing, allowed));
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
        Answers.refuse(routing.request(), error.withHeader("Connection", "close"));
    }

    private static void wrongMethod(RoutingContext routing, String allowed) {
        Answers.refuse(
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
        Request request = doors.read(routing);
        Context loop = routing.vertx().getOrCreateContext();
        virtualThreads.execute(
                () -> {
                    Runnable ending = run(endpoint, request, routing.request());
                    loop.runOnContext(go -> ending.run());
                });
    }

    /** Runs the endpoint; gives back how to end the response, which the event loop does. */
    private Runnable run(Endpoint endpoint, Request request, HttpServerRequest http) {
        try {
            Reply reply = doors.answer(endpoint, request);
            BodyWriter writer = reply.writer();
            if (writer == null) return () -> Answers.write(http.response(), reply);
            return () -> ResponseStream.send(http.response(), reply, writer, virtualThreads);
        } catch (ApiError refusal) {
            return () -> Answers.refuse(http, refusal);
        } catch (RuntimeException failure) {
            LOG.error("{} {} failed", endpoint.method(), endpoint.path(), failure);
            return () -> Answers.refuse(http, internal());
        }
    }

    private static void unknown(RoutingContext routing) {
        Answers.refuse(
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
