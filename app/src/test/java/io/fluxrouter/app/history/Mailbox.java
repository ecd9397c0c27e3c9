package io.fluxrouter.app.history;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes whatever Stripe tells and keeps it until somebody decides when it has come. */
final class Mailbox implements AutoCloseable {
    private final HttpServer server;
    private final ConcurrentLinkedQueue<byte[]> letters = new ConcurrentLinkedQueue<>();

    Mailbox() {
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

    private void take(HttpExchange exchange) throws IOException {
        letters.add(exchange.getRequestBody().readAllBytes());
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** All that came since the last time. */
    List<byte[]> empty() {
        List<byte[]> all = new ArrayList<>();
        for (byte[] one = letters.poll(); one != null; one = letters.poll()) all.add(one);
        return all;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
