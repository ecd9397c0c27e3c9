/**
 * Owns the verb {@code rate}: JSON lines in, prices from the domain's own code, JSON lines out.
 * Does not own any arithmetic: every kind translates fields, calls core and translates back.
 */
@NullMarked
package io.fluxrouter.app.rate;

import org.jspecify.annotations.NullMarked;
