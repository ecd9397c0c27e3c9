package io.fluxrouter.console.page.billing;

import io.fluxrouter.billing.customer.Plan;
import io.fluxrouter.billing.subscription.PendingLine;
import io.fluxrouter.console.page.Frame;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plans that can be chosen.
 *
 * @param current the code of the one the customer is on; "" for none
 * @param chosen what a change to one would bring; null before one is chosen
 */
public record PlansPage(Frame frame, List<Plan> plans, String current, @Nullable Change chosen) {
    public PlansPage {
        plans = List.copyOf(plans);
    }

    /**
     * A change of plan, not yet made.
     *
     * @param lines what goes on the next invoice
     * @param needsCard a card must be left first
     */
    public record Change(Plan plan, List<PendingLine> lines, BigDecimal sum, boolean needsCard) {
        public Change {
            lines = List.copyOf(lines);
        }
    }
}
