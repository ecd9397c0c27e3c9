package io.fluxrouter.bench.load;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Open connections to one target, used in turn so that all stay in use. Loop only. */
final class Connections {
    /** How many are opened at once: fewer than any server's queue of connections to accept. */
    private static final int AT_ONCE = 100;

    private final List<HttpClientConnection> all = new ArrayList<>();
    private final ArrayDeque<HttpClientConnection> free = new ArrayDeque<>();

    static Future<Connections> open(HttpClientAgent client, int port, int count) {
        return new Connections()
                .grow(client, new HttpConnectOptions().setHost("127.0.0.1").setPort(port), count);
    }

    private Future<Connections> grow(HttpClientAgent client, HttpConnectOptions to, int count) {
        if (all.size() >= count) {
            free.addAll(all);
            return Future.succeededFuture(this);
        }
        List<Future<HttpClientConnection>> opening = new ArrayList<>();
        for (int i = all.size(); i < Math.min(count, all.size() + AT_ONCE); i++) {
            opening.add(client.connect(to));
        }
        return Future.join(opening)
                .compose(
                        opened -> {
                            all.addAll(opened.list());
                            return grow(client, to, count);
                        });
    }

    /** The connection unused for longest, or null while all are in use. */
    @Nullable HttpClientConnection take() {
        return free.poll();
    }

    void giveBack(HttpClientConnection connection) {
        free.add(connection);
    }

    Future<Void> close() {
        List<Future<Void>> closing = all.stream().map(HttpClientConnection::close).toList();
        return Future.join(closing).otherwiseEmpty().mapEmpty();
    }
}
