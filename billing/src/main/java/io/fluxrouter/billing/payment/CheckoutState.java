package io.fluxrouter.billing.payment;

import org.jspecify.annotations.Nullable;

/**
 * What Stripe says of a page to pay on.
 *
 * @param amountCents what was asked for
 */
public record CheckoutState(
        String id,
        boolean paid,
        boolean expired,
        @Nullable String paymentIntent,
        long amountCents,
        String currency) {}
