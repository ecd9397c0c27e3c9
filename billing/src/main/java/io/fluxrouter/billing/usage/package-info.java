/**
 * Owns the questions asked of settled usage: sums by key, model and time, and one request found
 * again. Only reads. Does not own the rows, nor what has not been settled yet.
 */
@NullMarked
package io.fluxrouter.billing.usage;

import org.jspecify.annotations.NullMarked;
