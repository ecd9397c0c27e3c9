package io.fluxrouter.simulator.stripe.fault;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The faults of API requests to come, each used up by the next request it fits. Thread-safe. */
public final class ApiFaults {
    private record Ordered(String method, String path, ApiFault fault) {}

    private final List<Ordered> queue = new ArrayList<>();

    /** Orders a fault for each of the next requests that change something. */
    public ApiFaults next(int requests, String fault) {
        return next(requests, "POST", "/v1/", fault);
    }

    /** Orders a fault for each of the next requests whose path begins so. */
    public synchronized ApiFaults next(int requests, String method, String path, String fault) {
        ApiFault parsed = ApiFault.parse(fault);
        for (int i = 0; i < requests; i++) queue.add(new Ordered(method, path, parsed));
        return this;
    }

    /** Forgets what was ordered. */
    public synchronized void clear() {
        queue.clear();
    }

    /** How many are still to come. */
    public synchronized int waiting() {
        return queue.size();
    }

    public synchronized Optional<ApiFault> take(String method, String path) {
        for (Iterator<Ordered> each = queue.iterator(); each.hasNext(); ) {
            Ordered ordered = each.next();
            if (ordered.method.equals(method) && path.startsWith(ordered.path)) {
                each.remove();
                return Optional.of(ordered.fault);
            }
        }
        return Optional.empty();
    }
}
