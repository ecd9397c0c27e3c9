/**
 * Owns the replies that are kept under an Idempotency-Key, so that a repeated call has one effect.
 * Does not own what the calls do, nor the idempotency keys of usage events.
 */
@NullMarked
package io.fluxrouter.billing.idempotency;

import org.jspecify.annotations.NullMarked;
