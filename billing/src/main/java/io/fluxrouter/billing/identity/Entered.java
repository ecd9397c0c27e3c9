package io.fluxrouter.billing.identity;

import io.fluxrouter.billing.account.Person;

/**
 * Somebody whom an issuer's word let in.
 *
 * @param isNew whether the account was made for it
 */
public record Entered(Person person, boolean isNew) {}
