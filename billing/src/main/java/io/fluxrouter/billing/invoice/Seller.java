package io.fluxrouter.billing.invoice;

import org.jspecify.annotations.Nullable;

/** Whoever sends the invoice, as it was then. */
public record Seller(String name, @Nullable String country) {}
