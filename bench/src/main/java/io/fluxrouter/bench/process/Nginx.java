package io.fluxrouter.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** nginx as a plain reverse proxy in front of the provider: the yardstick. */
public final class Nginx implements AutoCloseable {
    /** Where Debian puts it. */
    public static final Path PROGRAM = Path.of("/usr/sbin/nginx");

    private static final int START_ATTEMPTS = 500;
    private static final long ATTEMPT_NANOS = 10_000_000;

    private final ChildProcess child;
    private final int port;

    private Nginx(ChildProcess child, int port) {
        this.child = child;
        this.port = port;
    }

    public static Nginx start(Path program, Path directory, int providerPort) {
        Path home = directory.resolve("nginx");
        int port = freePort();
        try {
            Files.createDirectories(home);
            Files.writeString(home.resolve("nginx.conf"), config(providerPort, port));
        } catch (IOException diskFull) {
            throw new UncheckedIOException(diskFull);
        }
        ProcessBuilder command =
                new ProcessBuilder(
                        program.toString(),
                        "-p",
                        home.toString(),
                        "-c",
                        "nginx.conf",
                        "-e",
                        "stderr",
                        "-g",
                        "daemon off;");
        ChildProcess child = ChildProcess.start(command, directory.resolve("nginx.log"));
        Nginx nginx = new Nginx(child, port);
        nginx.awaitListening(directory);
        return nginx;
    }

    public int port() {
        return port;
    }

    /** The CPU time of the master and its workers. */
    public ProcessCpu cpu() {
        return ProcessCpu.tree(child.pid());
    }

    private void awaitListening(Path directory) {
        for (int i = 0; i < START_ATTEMPTS && child.isAlive(); i++) {
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (open.isConnected()) return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(ATTEMPT_NANOS);
            }
        }
        close();
        throw new IllegalStateException(
                "nginx did not start; see " + directory.resolve("nginx.log"));
    }

    /** Connections live as long as the run on both sides, as FluxRouter's do. */
    private static String config(int providerPort, int port) {
        return """
        worker_processes 2;
        worker_rlimit_nofile 20000;
        pid nginx.pid;
        error_log stderr error;
        events { worker_connections 8192; }
        http {
            access_log off;
            tcp_nodelay on;
            keepalive_timeout 600s;
            keepalive_requests 100000000;
            client_body_buffer_size 64k;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            upstream provider {
                server 127.0.0.1:%d;
                keepalive 1024;
                keepalive_requests 100000000;
                keepalive_timeout 600s;
            }
            server {
                listen 127.0.0.1:%d backlog=4096;
                location / {
                    proxy_pass http://provider;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_buffering off;
                }
            }
        }
        """
                .formatted(providerPort, port);
    }

    private static int freePort() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
