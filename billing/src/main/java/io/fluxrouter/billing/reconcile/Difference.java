package io.fluxrouter.billing.reconcile;

/**
 * Something that Stripe and we did not agree on.
 *
 * @param kind payment, refund or invoice
 * @param stripeId what Stripe calls it
 * @param ours what we call it
 * @param atStripe how it stands there
 * @param here how it stood here
 * @param repaired whether we agree now
 */
public record Difference(
        String kind,
        String stripeId,
        String ours,
        String atStripe,
        String here,
        boolean repaired) {}
