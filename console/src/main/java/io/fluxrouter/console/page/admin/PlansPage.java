package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.customer.Plan;
import io.fluxrouter.console.page.Frame;
import java.util.List;

/** The price list. */
public record PlansPage(Frame frame, List<Plan> plans) {
    public PlansPage {
        plans = List.copyOf(plans);
    }
}
