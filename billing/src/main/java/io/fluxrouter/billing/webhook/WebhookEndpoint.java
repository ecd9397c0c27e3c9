package io.fluxrouter.billing.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an organisation wants to be told, and of what. Its secret is not here: it is shown once and
 * read again only to sign.
 *
 * @param events names of {@link EventType}, or {@link EventType#EVERY} alone
 * @param enabled whether new events go there; what waits already waits on
 */
public record WebhookEndpoint(
        UUID id,
        UUID organizationId,
        String url,
        @Nullable String description,
        List<String> events,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt) {

    public WebhookEndpoint {
        events = List.copyOf(events);
    }

    /** Leaves out what may be secret in a query: a record's own text would show it in a log. */
    @Override
    public String toString() {
        return "WebhookEndpoint[" + id + "]";
    }
}
