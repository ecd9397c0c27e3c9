package io.fluxrouter.console.page.usage;

import io.fluxrouter.core.usage.UsageEvent;
import java.util.List;

/**
 * The newest requests.
 *
 * @param newest what the list has seen, for asking whether there is more; "" for nothing
 */
public record LiveList(List<UsageEvent> requests, String newest) {
    public LiveList {
        requests = List.copyOf(requests);
    }

    static LiveList of(List<UsageEvent> requests) {
        return new LiveList(
                requests, requests.isEmpty() ? "" : requests.getFirst().id().toString());
    }
}
