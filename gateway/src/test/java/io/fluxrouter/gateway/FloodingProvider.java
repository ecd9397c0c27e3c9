package io.fluxrouter.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A provider that answers one call with a stream of about so many bytes, as fast as they are taken,
 * and counts what it could send.
 */
final class FloodingProvider implements AutoCloseable {
    private static final String EVENT =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                    + "word ".repeat(1_600)
                    + "\"},\"finish_reason\":null}]}\n\n";
    private static final String END =
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                    + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,"
                    + "\"completion_tokens\":2,\"total_tokens\":3}}\n\ndata: [DONE]\n\n";

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final AtomicLong sent = new AtomicLong();
    private final long total;

    FloodingProvider(long total) throws IOException {
        this.total = total;
        Thread.ofPlatform().daemon().start(this::serve);
    }

    String baseUri() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    /** Bytes of events that the gateway's side has taken, the sockets' buffers included. */
    long sent() {
        return sent.get();
    }

    private void serve() {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            if (socket.getInputStream().read(new byte[64 * 1024]) < 0) return;
            out.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            byte[] event = EVENT.getBytes(StandardCharsets.ISO_8859_1);
            while (sent.get() < total) {
                out.write(event);
                sent.addAndGet(event.length);
            }
            out.write(END.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException cutOff) {
            // The test sees it from the count.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
