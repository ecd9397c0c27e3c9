/**
 * Owns the proofs that read as months of billing: stories told against the real parts, the
 * invariants that must hold after each, and a second, naive biller that must agree. Does not own
 * the tests of single parts.
 */
@NullMarked
package io.fluxrouter.billing.scenario;

import org.jspecify.annotations.NullMarked;
