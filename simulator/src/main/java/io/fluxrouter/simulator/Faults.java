package io.fluxrouter.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The faults a test has ordered. Where several apply to one request they add up; of two of the same
 * kind the request's own counts first, then the queue's, then the model's. Only well-formed chat
 * requests with a good key use up the queue. Thread-safe.
 */
public final class Faults {
    /** How a request orders a fault in its {@code user} member. */
    static final String USER_PREFIX = "simulate:";

    private final Queue<List<Fault>> queue = new ConcurrentLinkedQueue<>();
    private final Map<String, List<Fault>> byModel = new ConcurrentHashMap<>();

    /** Queues the faults for each of the next requests; an empty text queues ordinary replies. */
    public Faults next(int requests, String faults) {
        List<Fault> parsed = Fault.parse(faults);
        for (int i = 0; i < requests; i++) queue.add(parsed);
        return this;
    }

    /** Applies the faults to every request for the model from now on; an empty text ends that. */
    public Faults forModel(String model, String faults) {
        List<Fault> parsed = Fault.parse(faults);
        if (parsed.isEmpty()) byModel.remove(model);
        else byModel.put(model, parsed);
        return this;
    }

    /** Forgets the queue and the models. */
    public void clear() {
        queue.clear();
        byModel.clear();
    }

    boolean noneOrdered() {
        return queue.isEmpty() && byModel.isEmpty();
    }

    /**
     * The faults of one request.
     *
     * @throws IllegalArgumentException when the request's own order is not understood
     */
    List<Fault> take(String model, @Nullable String header, String user) {
        List<Fault> all = new ArrayList<>();
        if (header != null) all.addAll(Fault.parse(header));
        if (user.startsWith(USER_PREFIX)) {
            all.addAll(Fault.parse(user.substring(USER_PREFIX.length())));
        }
        List<Fault> queued = queue.poll();
        if (queued != null) all.addAll(queued);
        all.addAll(byModel.getOrDefault(model, List.of()));
        return all;
    }
}
