package io.fluxrouter.bench.event;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One connection that speaks as little HTTP/1.1 as can be, so that the client takes few of the
 * processors that the server is measured on. Used by one thread.
 */
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final String token;

    Wire(int port, String token) {
        try {
            this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            this.in = new BufferedInputStream(socket.getInputStream());
            this.token = token;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The answer's body; throws for any status but 2xx. */
    String post(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-API-Key: "
                        + token
                        + "\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        try {
            byte[] start = head.getBytes(StandardCharsets.US_ASCII);
            byte[] whole = new byte[start.length + body.length];
            System.arraycopy(start, 0, whole, 0, start.length);
            System.arraycopy(body, 0, whole, start.length, body.length);
            socket.getOutputStream().write(whole);
            return answer();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String answer() throws IOException {
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (!status.startsWith("HTTP/1.1 2")) throw new IllegalStateException(status + " " + body);
        return body;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) throw new IOException("the server closed the connection");
            if (next != '\r') line.append((char) next);
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
