package io.fluxrouter.app.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A form sent with a header that no honest client would send: HttpClient refuses to write some. */
final class RawForm {
    private static final int TIMEOUT_MILLIS = 10_000;

    private RawForm() {}

    /** Everything that came back for a form with one field, sent under the name of that host. */
    static String post(int port, String path, String host, String field, String value) {
        String body = field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return send(
                port,
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nConnection: close\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);
    }

    private static String send(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
