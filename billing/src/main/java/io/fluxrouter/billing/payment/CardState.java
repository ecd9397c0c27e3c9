package io.fluxrouter.billing.payment;

import org.jspecify.annotations.Nullable;

/** A card at Stripe, as people know it: never its number. */
public record CardState(
        String id,
        @Nullable String brand,
        @Nullable String last4,
        @Nullable Integer expMonth,
        @Nullable Integer expYear) {}
