/**
 * Owns secrets of others that must be read again, and so cannot be hashed: how they are sealed
 * before they are stored, and the key for it. Does not own keys and passwords that callers show us,
 * of which only hashes are kept.
 */
@NullMarked
package io.fluxrouter.billing.secret;

import org.jspecify.annotations.NullMarked;
