package io.fluxrouter.billing.invoice;

import org.jspecify.annotations.Nullable;

/** The customer as it was when the invoice was written; frozen with it. */
public record BilledTo(
        String name,
        @Nullable String email,
        @Nullable String line1,
        @Nullable String city,
        @Nullable String state,
        @Nullable String country,
        @Nullable String postalCode) {}
