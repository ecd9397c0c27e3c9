package io.fluxrouter.billing.departure;

import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.subscription.LastMoves;
import java.time.InstantSource;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Archives customers with all that must end with them. Safe for all threads. */
public final class Departures {
    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Customers customers;

    public Departures(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.customers = new Customers(jdbi, clock);
    }

    /**
     * Takes a customer out of sight and ends its subscriptions now, as a cancellation does: what is
     * not used of their fees is given back, and what is due stays due. NOT_FOUND for an id the
     * organisation has not.
     */
    public void archive(UUID organizationId, UUID customerId, String author) {
        jdbi.useTransaction(
                tx -> {
                    // First the customer: whoever subscribes it meanwhile waits, and is refused.
                    customers.of(organizationId).archive(customerId);
                    LastMoves.endAll(tx, customerId, author, clock);
                });
    }
}
