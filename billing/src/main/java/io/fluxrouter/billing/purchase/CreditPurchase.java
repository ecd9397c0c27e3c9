package io.fluxrouter.billing.purchase;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.purchase.CreditOffer;
import io.fluxrouter.core.purchase.PurchaseStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Credit that was bought, or is being bought.
 *
 * @param offer the terms at the time
 * @param refunded what of the price has gone back or is on its way
 */
public record CreditPurchase(
        UUID id,
        UUID customerId,
        @Nullable UUID packageId,
        PurchaseWay way,
        PurchaseStatus status,
        CreditOffer offer,
        Money refunded,
        AtStripe atStripe,
        Given given,
        String author,
        Times times) {

    /**
     * What Stripe has of it.
     *
     * @param failure why no money came, in Stripe's words; null where nothing is wrong
     */
    public record AtStripe(
            @Nullable String session,
            @Nullable String url,
            @Nullable String paymentIntent,
            @Nullable String failure) {
        static final AtStripe NOTHING = new AtStripe(null, null, null, null);
    }

    /** What was given for it. */
    public record Given(@Nullable UUID paidGrant, @Nullable UUID givenGrant) {
        static final Given NOTHING = new Given(null, null);
    }

    /** When what happened. */
    public record Times(Instant createdAt, Instant updatedAt, @Nullable Instant paidAt) {}

    /** How its transfers name it. */
    String reference() {
        return "purchase:" + id;
    }

    UUID requirePaidGrant() {
        UUID grant = given.paidGrant();
        if (grant == null) throw new IllegalStateException("nothing was given for " + id);
        return grant;
    }
}
