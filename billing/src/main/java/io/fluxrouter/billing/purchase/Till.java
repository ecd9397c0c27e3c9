package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.card.Cards;
import io.fluxrouter.billing.payment.StripeCheckout;

/** Where purchases are paid. */
public sealed interface Till {

    /** On a page of Stripe's. */
    record AtStripe(StripeCheckout checkout, Cards cards) implements Till {}

    /** Nowhere: whatever is bought counts as paid, so that everything can be tried. */
    record Instant() implements Till {}

    /** Nowhere, and nothing can be bought: a node in production without Stripe. */
    record Closed() implements Till {}
}
