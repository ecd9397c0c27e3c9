package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.webhook.IssuedEndpoint;
import io.fluxrouter.billing.webhook.WebhookEndpoint;
import io.fluxrouter.console.page.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operator's own receivers, and what was sent to all of them.
 *
 * @param issued one just made, with its secret; null where none was
 * @param problem what was wrong with a form that was sent; null for nothing
 */
public record WebhooksPage(
        Frame frame,
        List<WebhookEndpoint> endpoints,
        DeliveryList deliveries,
        @Nullable IssuedEndpoint issued,
        @Nullable String problem) {
    public WebhooksPage {
        endpoints = List.copyOf(endpoints);
    }

    /** What an endpoint asks for, in a few words. */
    public static String events(WebhookEndpoint endpoint) {
        return WebhookPage.isAll(endpoint) ? "every event" : String.join(", ", endpoint.events());
    }
}
