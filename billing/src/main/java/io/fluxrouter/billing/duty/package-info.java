/**
 * Owns the threads on which work is done that nobody waits for: when it is looked for, and what
 * happens when it fails. Does not own the work.
 */
@NullMarked
package io.fluxrouter.billing.duty;

import org.jspecify.annotations.NullMarked;
