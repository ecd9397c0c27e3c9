package io.fluxrouter.billing.customer;

import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.billing.plan.Offers;
import io.fluxrouter.billing.terms.CustomerTerms;
import io.fluxrouter.billing.terms.GatewayTerms;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The price list: plans that new customers of the gateway may choose. Safe for all threads. */
public final class Plans {
    private final Jdbi jdbi;

    public Plans(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** All of them, in the order in which they were made. */
    public List<Plan> all() {
        return jdbi.inTransaction(
                tx -> CustomerTerms.offered(tx).stream().map(terms -> plan(tx, terms)).toList());
    }

    private static Plan plan(Handle tx, GatewayTerms terms) {
        Offer offer = Offers.get(tx, terms.planId(), terms.version());
        return new Plan(offer.plan().name(), offer.plan().interval(), offer.fees(), terms);
    }
}
