package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.webhook.Delivery;
import io.fluxrouter.console.page.Frame;
import java.util.List;

/**
 * What was sent to the operator's own receivers.
 *
 * @param status that is shown; "" for all
 */
public record WebhooksPage(Frame frame, List<Delivery> deliveries, long total, String status) {
    public WebhooksPage {
        deliveries = List.copyOf(deliveries);
    }
}
