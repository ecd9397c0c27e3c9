/**
 * Owns the calls by which an organisation says where it wants to be told what happened, and reads
 * what came of it. Does not own sending, nor what is told.
 */
@NullMarked
package io.fluxrouter.console.webhook;

import org.jspecify.annotations.NullMarked;
