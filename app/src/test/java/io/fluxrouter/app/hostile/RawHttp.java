package io.fluxrouter.app.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are, and reads until the server closes. */
final class RawHttp {
    private static final int TIMEOUT_MILLIS = 10_000;

    private RawHttp() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) all.writeBytes(part);
        return all.toByteArray();
    }

    /** The answer; an open connection that stays silent counts as none in time. */
    static RawAnswer send(int port, byte[] request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            // A refusal may come while the request is still being written.
            Thread.ofVirtual().start(() -> write(socket, request));
            return read(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
        } catch (IOException closed) {
            // The server has heard enough; what it said of it is read by the other thread.
        }
    }

    private static RawAnswer read(Socket socket) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        try {
            InputStream in = socket.getInputStream();
            int length;
            while ((length = in.read(piece)) >= 0) all.write(piece, 0, length);
        } catch (SocketTimeoutException silent) {
            return new RawAnswer(all.toString(StandardCharsets.ISO_8859_1), false);
        } catch (IOException reset) {
            // Closed the hard way, maybe after an answer.
        }
        return new RawAnswer(all.toString(StandardCharsets.ISO_8859_1), true);
    }
}
