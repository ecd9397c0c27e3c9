package io.fluxrouter.billing.payment;

/** A page of Stripe's where a customer goes on. */
public record HostedPage(String id, String url) {}
