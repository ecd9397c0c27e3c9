/**
 * Owns which people belong to which of the gateway's customers, what each may do there, and how
 * others are invited. Does not own passwords and sessions, nor customers themselves.
 */
@NullMarked
package io.fluxrouter.billing.member;

import org.jspecify.annotations.NullMarked;
