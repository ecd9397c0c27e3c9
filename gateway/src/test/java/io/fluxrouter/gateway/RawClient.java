package io.fluxrouter.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that keeps to no rule: bytes on a socket. */
final class RawClient implements AutoCloseable {
    /** A head whose body of 1,000 bytes is still to come. */
    static final String HEAD =
            "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + TestGateway.KEY
                    + "\r\nContent-Length: 1000\r\n\r\n";

    private final Socket socket;

    RawClient(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
    }

    /** False once the other side has closed. */
    boolean send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    int read(byte[] into) throws IOException {
        return socket.getInputStream().read(into);
    }

    /** 0 when nothing comes in time, -1 when the other side has closed. */
    int readWithin(byte[] into, Duration limit) throws IOException {
        socket.setSoTimeout((int) limit.toMillis());
        try {
            return read(into);
        } catch (SocketTimeoutException nothing) {
            return 0;
        }
    }

    /** All that comes until the other side closes; fails if it does not within half a minute. */
    String untilClosed() throws IOException {
        socket.setSoTimeout(30_000);
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the connection stays open", open);
        } catch (SocketException reset) {
            return "";
        }
    }

    /** Sends the text a byte at a time until all is sent or the other side closes. */
    void drip(String text, long pauseMillis) throws InterruptedException {
        for (int i = 0; i < text.length() && !closed(); i++) {
            if (!send(text.substring(i, i + 1))) return;
            Thread.sleep(pauseMillis);
        }
    }

    private boolean closed() {
        return socket.isClosed();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
