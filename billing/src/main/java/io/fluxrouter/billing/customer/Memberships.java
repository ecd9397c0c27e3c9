package io.fluxrouter.billing.customer;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.subscription.LastMoves;
import io.fluxrouter.billing.subscription.NewSubscription;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.billing.terms.CustomerTerms;
import io.fluxrouter.billing.terms.CustomerTerms.Live;
import io.fluxrouter.billing.terms.GatewayTerms;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The subscription behind {@code plan} of a gateway's customer: the calls that name a plan by its
 * code make, move and end it, in the transaction of theirs, which {@link Subscriptions} joins.
 */
final class Memberships {
    /** Only the admin token reaches these calls. */
    private static final String AUTHOR = "admin";

    private final Subscriptions subscriptions;
    private final InstantSource clock;

    Memberships(Jdbi jdbi, InstantSource clock) {
        this.subscriptions = new Subscriptions(jdbi, clock);
        this.clock = clock;
    }

    /**
     * Puts a customer on the newest version of a plan, or on none.
     *
     * @param code null for no plan: prepaid only
     */
    void move(Handle tx, UUID customerId, @Nullable String code) {
        Optional<Live> live = CustomerTerms.live(tx, customerId);
        if (code == null) {
            live.ifPresent(one -> subscriptions.cancel(one.subscriptionId(), null, AUTHOR));
            return;
        }
        GatewayTerms wanted = offered(tx, code);
        if (live.isEmpty()) {
            subscriptions.create(NewSubscription.of(customerId, wanted.planId()), AUTHOR);
        } else if (!isOn(live.get(), wanted)) {
            subscriptions.changePlan(live.get().subscriptionId(), wanted.planId(), AUTHOR);
        }
    }

    /** Ends every subscription that a customer has, of the gateway's plans or not. */
    void end(Handle tx, UUID customerId) {
        LastMoves.endAll(tx, customerId, AUTHOR, clock);
    }

    private static boolean isOn(Live live, GatewayTerms wanted) {
        GatewayTerms held = live.terms();
        return held != null
                && held.planId().equals(wanted.planId())
                && held.version() == wanted.version();
    }

    private static GatewayTerms offered(Handle tx, String code) {
        return CustomerTerms.offered(tx).stream()
                .filter(terms -> terms.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Fields.invalid("There is no such plan.", "plan"));
    }
}
