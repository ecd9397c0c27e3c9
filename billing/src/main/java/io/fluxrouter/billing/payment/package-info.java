/**
 * Owns the way to Stripe: the SDK, its time limits, its errors, and what of its answers we use.
 * Nothing else knows the SDK. Does not own rows, nor what a payment means.
 *
 * <p>Each call that makes something carries an idempotency key that follows from the id of our own
 * row, so a call that is made again after a crash makes nothing twice. Stripe keeps keys for a day,
 * and keeps a failure of its own as the answer too; so who repeats a call looks first whether the
 * thing is there, by the id that we leave in its metadata.
 */
@NullMarked
package io.fluxrouter.billing.payment;

import org.jspecify.annotations.NullMarked;
