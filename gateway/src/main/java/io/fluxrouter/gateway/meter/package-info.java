/**
 * Owns what a request has used: reading usage from an answer, counting where none came, closing the
 * call with one event and one settlement. Does not own the journal.
 */
@NullMarked
package io.fluxrouter.gateway.meter;

import org.jspecify.annotations.NullMarked;
