package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.webhook.Attempt;
import io.fluxrouter.billing.webhook.Delivery;
import io.fluxrouter.billing.webhook.WebhookEndpoint;
import io.fluxrouter.console.page.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One delivery with all attempts.
 *
 * @param endpoint null where it was deleted
 * @param body as it is sent
 * @param problem why it was not sent again; null for nothing
 */
public record DeliveryPage(
        Frame frame,
        Delivery delivery,
        @Nullable WebhookEndpoint endpoint,
        List<Attempt> attempts,
        String body,
        @Nullable String problem) {
    public DeliveryPage {
        attempts = List.copyOf(attempts);
    }

    public boolean mayReplay() {
        return endpoint != null && endpoint.enabled();
    }
}
