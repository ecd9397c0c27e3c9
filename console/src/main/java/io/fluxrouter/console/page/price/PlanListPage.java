package io.fluxrouter.console.page.price;

import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.console.page.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All plans.
 *
 * @param next the address of the next page; "" after the last
 * @param problem why one could not be made; null where nothing is wrong
 */
public record PlanListPage(
        Frame frame, List<Offer> plans, long total, String next, @Nullable String problem) {
    public PlanListPage {
        plans = List.copyOf(plans);
    }
}
