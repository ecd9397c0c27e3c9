package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.Plan;
import io.fluxrouter.billing.spend.MonthState;
import io.fluxrouter.console.page.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The customers of the gateway.
 *
 * @param next the address of the next page; "" after the last
 * @param problem why one could not be made; null where nothing is wrong
 */
public record CustomersPage(
        Frame frame,
        List<Row> customers,
        long total,
        List<Plan> plans,
        String next,
        @Nullable String problem) {
    public CustomersPage {
        customers = List.copyOf(customers);
        plans = List.copyOf(plans);
    }

    /** A customer, and its month. */
    public record Row(Customer customer, @Nullable MonthState month) {}
}
