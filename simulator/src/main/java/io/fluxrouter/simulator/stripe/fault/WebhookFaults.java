package io.fluxrouter.simulator.stripe.fault;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The faults of deliveries to come. One that was ordered for the next events is used up by them;
 * one for always is not, and adds to it. Thread-safe.
 */
public final class WebhookFaults {
    private record Ordered(String type, List<WebhookFault> faults) {}

    private final List<Ordered> queue = new ArrayList<>();
    private List<WebhookFault> always = List.of();

    /** Orders faults for each of the next events, whatever their type. */
    public WebhookFaults next(int events, String faults) {
        return nextOf("", events, faults);
    }

    /** Orders faults for each of the next events whose type begins so. */
    public synchronized WebhookFaults nextOf(String type, int events, String faults) {
        List<WebhookFault> parsed = WebhookFault.parse(faults);
        for (int i = 0; i < events; i++) queue.add(new Ordered(type, parsed));
        return this;
    }

    /** Orders faults for every event from now on; an empty text ends that. */
    public synchronized WebhookFaults always(String faults) {
        always = WebhookFault.parse(faults);
        return this;
    }

    /** Forgets what was ordered. */
    public synchronized void clear() {
        queue.clear();
        always = List.of();
    }

    public synchronized List<WebhookFault> take(String type) {
        List<WebhookFault> all = new ArrayList<>(always);
        for (Iterator<Ordered> each = queue.iterator(); each.hasNext(); ) {
            Ordered ordered = each.next();
            if (type.startsWith(ordered.type)) {
                each.remove();
                all.addAll(ordered.faults);
                break;
            }
        }
        return all;
    }
}
