package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.webhook.EventType;
import io.fluxrouter.billing.webhook.IssuedEndpoint;
import io.fluxrouter.billing.webhook.WebhookEndpoint;
import io.fluxrouter.console.page.Frame;
import org.jspecify.annotations.Nullable;

/**
 * One receiver, and what was sent to it.
 *
 * @param issued its new secret, just made; null where none was
 * @param problem what was wrong with a form that was sent; null for nothing
 */
public record WebhookPage(
        Frame frame,
        WebhookEndpoint endpoint,
        DeliveryList deliveries,
        @Nullable IssuedEndpoint issued,
        @Nullable String problem) {

    static boolean isAll(WebhookEndpoint endpoint) {
        return endpoint.events().contains(EventType.EVERY);
    }

    /** Whether the box of that event is ticked; none is where all are meant. */
    public boolean asksFor(String event) {
        return endpoint.events().contains(event);
    }
}
