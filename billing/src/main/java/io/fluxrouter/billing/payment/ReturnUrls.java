package io.fluxrouter.billing.payment;

/**
 * Where a hosted page sends its visitor afterwards.
 *
 * @param success may have {@code {CHECKOUT_SESSION_ID}} in it
 */
public record ReturnUrls(String success, String cancel) {}
