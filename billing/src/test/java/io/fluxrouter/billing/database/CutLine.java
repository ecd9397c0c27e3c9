package io.fluxrouter.billing.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A line of TCP to a server on this machine that a test can stop, in either direction, and cut.
 * Thread-safe.
 */
public final class CutLine implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int serverPort;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final List<Socket> servers = new CopyOnWriteArrayList<>();
    private final Valve requests = new Valve();
    private final Valve answers = new Valve();

    /** Opens when bytes may pass; whoever carries some waits. */
    private static final class Valve {
        private boolean shut;
        private int waiting;

        synchronized void shut(boolean yes) {
            shut = yes;
            notifyAll();
        }

        synchronized void pass() throws InterruptedException {
            waiting++;
            while (shut) wait();
            waiting--;
        }

        synchronized int waiting() {
            return waiting;
        }
    }

    public CutLine(int serverPort) throws IOException {
        this.serverPort = serverPort;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** What clients send from now on waits on the line. */
    public void holdRequests(boolean yes) {
        requests.shut(yes);
    }

    /** How many connections have something to send that is held. */
    public int waiting() {
        return requests.waiting();
    }

    /** What the server says from now on waits on the line. */
    public void holdAnswers(boolean yes) {
        answers.shut(yes);
    }

    /** Cuts all connections on the clients' side; what is on the line still reaches the server. */
    public void cutClients() {
        clients.forEach(CutLine::close);
        clients.clear();
    }

    /** Cuts all connections on both sides. */
    public void cut() {
        cutClients();
        servers.forEach(CutLine::close);
        servers.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                clients.add(client);
                servers.add(server);
                Thread.ofVirtual().start(() -> carry(client, server, requests));
                Thread.ofVirtual().start(() -> carry(server, client, answers));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private static void carry(Socket from, Socket to, Valve valve) {
        byte[] piece = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                valve.pass();
                out.write(piece, 0, read);
            }
        } catch (IOException cut) {
            return;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        requests.shut(false);
        answers.shut(false);
        cut();
    }
}
