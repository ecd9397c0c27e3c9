package io.fluxrouter.simulator;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The latest chat requests, oldest first, up to a limit; a limit of zero keeps none. */
final class Recorder {
    private final int limit;
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();

    Recorder(int limit) {
        this.limit = limit;
    }

    void add(MultiMap headers, Buffer body) {
        if (limit == 0) return;
        Map<String, String> names = new HashMap<>();
        headers.forEach((name, value) -> names.put(name.toLowerCase(Locale.ROOT), value));
        RecordedRequest request = new RecordedRequest(names, body.toString());
        synchronized (requests) {
            if (requests.size() == limit) requests.removeFirst();
            requests.addLast(request);
        }
    }

    List<RecordedRequest> latest() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }
}
