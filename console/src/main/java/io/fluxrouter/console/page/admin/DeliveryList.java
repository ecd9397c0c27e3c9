package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.webhook.Delivery;
import java.util.List;

/**
 * A page of deliveries.
 *
 * @param total of all pages
 * @param path of the page that it stands on
 * @param status that is shown; "" for all
 * @param next the address of the next page; "" where there is none
 */
public record DeliveryList(
        List<Delivery> deliveries, long total, String path, String status, String next) {
    public DeliveryList {
        deliveries = List.copyOf(deliveries);
    }
}
