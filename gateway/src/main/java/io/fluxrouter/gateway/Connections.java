package io.fluxrouter.gateway;

import io.fluxrouter.gateway.wire.SmallWrites;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The open connections of one event loop, so that none is held for nothing: a client that trickles
 * the headers of its first request is cut off, so is one that trickles a body, whatever became of
 * the request, and so is one that was idle for long between two requests.
 *
 * <p>Threads: confined to its event loop.
 */
final class Connections {
    /** As long as common clients keep an idle connection; longer would only collect dead ones. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(90);

    /** For a refusal to reach a client whose body came too late, before its connection is cut. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final class State {
        long waitingSince;
        long bodySince;
        boolean body;
        int requests;
        boolean first = true;
    }

    private final Map<HttpConnection, State> open = new HashMap<>();
    private final Duration headerTime;
    private final Duration bodyTime;
    private final LongSupplier nanoTime;

    Connections(Duration headerTime, Duration bodyTime, LongSupplier nanoTime) {
        this.headerTime = headerTime;
        this.bodyTime = bodyTime.plus(GRACE);
        this.nanoTime = nanoTime;
    }

    void opened(HttpConnection connection) {
        State state = new State();
        state.waitingSince = nanoTime.getAsLong();
        open.put(connection, state);
        SmallWrites.on(connection);
        connection.closeHandler(closed -> open.remove(connection));
    }

    void requested(HttpServerRequest http) {
        State state = open.get(http.connection());
        if (state == null) return;
        state.first = false;
        state.requests++;
        state.body = true;
        state.bodySince = nanoTime.getAsLong();
        http.end().onComplete(whole -> state.body = false);
        http.response()
                .endHandler(
                        ended -> {
                            state.requests--;
                            state.waitingSince = nanoTime.getAsLong();
                        });
    }

    /** Closes what has waited too long. Call about once a second. */
    void sweep() {
        long now = nanoTime.getAsLong();
        open.entrySet().stream()
                .filter(entry -> overdue(entry.getValue(), now))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(HttpConnection::close);
    }

    private boolean overdue(State state, long now) {
        if (state.body && now - state.bodySince > bodyTime.toNanos()) return true;
        Duration allowed = state.first ? headerTime : KEEP_ALIVE;
        return state.requests == 0 && now - state.waitingSince > allowed.toNanos();
    }
}
