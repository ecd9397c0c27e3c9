package io.fluxrouter.app.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Stands for the programs that an operator has told what happens: one that takes everything, and
 * one that is down, so that the pages of webhooks show both.
 */
final class Receiver implements AutoCloseable {
    private final HttpServer server;

    private Receiver(HttpServer server) {
        this.server = server;
    }

    static Receiver start() {
        try {
            InetAddress here = InetAddress.getLoopbackAddress();
            HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 0);
            answer(server, "/accounting", 204);
            answer(server, "/warehouse", 503);
            server.start();
            return new Receiver(server);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void answer(HttpServer server, String path, int status) {
        server.createContext(
                path,
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
    }

    /** Has both told of all that happens. */
    void subscribe(Operator operator) {
        String origin = "http://127.0.0.1:" + server.getAddress().getPort();
        operator.webhook(origin + "/accounting", "Accounting books invoices");
        operator.webhook(origin + "/warehouse", "The warehouse, which is down");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
