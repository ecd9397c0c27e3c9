/**
 * Owns the check of a caller's key, the same for every call that a key can make, and whom to
 * believe about a caller's address. Does not own where keys are kept, nor how a request carries
 * one.
 */
@NullMarked
package io.fluxrouter.core.auth;

import org.jspecify.annotations.NullMarked;
