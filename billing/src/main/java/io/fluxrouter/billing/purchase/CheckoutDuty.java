package io.fluxrouter.billing.purchase;

import io.fluxrouter.core.purchase.PurchaseStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Looks at pages to pay on that nobody has told us of for a while: an event may be lost. A purchase
 * that never got a page cannot be paid, and ends.
 */
public final class CheckoutDuty extends ClaimingDuty {
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    /** Stripe closes a page after a day. */
    private static final Duration FORGOTTEN = Duration.ofDays(2);

    /** A call that asks for the page may still be on its way at the first look. */
    private static final int PAGELESS_LOOKS = 2;

    private final Purchases purchases;
    private final Fulfilment fulfilment;

    public CheckoutDuty(
            Jdbi jdbi, Purchases purchases, Fulfilment fulfilment, InstantSource clock) {
        super(jdbi, clock);
        this.purchases = purchases;
        this.fulfilment = fulfilment;
    }

    @Override
    public String name() {
        return "checkouts";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(15);
    }

    @Override
    Optional<Claimed> claim(Handle tx, Instant now) {
        return PurchaseMoves.claim(tx, PurchaseWay.CHECKOUT, now, now.plus(LOOK_AGAIN));
    }

    @Override
    void work(Claimed claimed) {
        Instant now = now();
        CreditPurchase purchase = purchases.get(Optional.empty(), claimed.id());
        CreditPurchase after = purchases.refresh(purchase);
        boolean forgotten = purchase.times().createdAt().isBefore(now.minus(FORGOTTEN));
        boolean pageless =
                purchase.atStripe().session() == null && claimed.attempts() >= PAGELESS_LOOKS;
        if (after.status() == PurchaseStatus.PENDING && (forgotten || pageless)) {
            jdbi.useTransaction(tx -> fulfilment.expired(tx, claimed.id(), now));
        }
    }
}
