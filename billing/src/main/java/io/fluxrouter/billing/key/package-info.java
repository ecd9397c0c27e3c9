/**
 * Owns API keys: making, changing and revoking them, and the copy in memory that answers who a
 * caller is. Does not own customers, nor the spend accounts behind a key's limit.
 */
@NullMarked
package io.fluxrouter.billing.key;

import org.jspecify.annotations.NullMarked;
