/**
 * Owns reading past usage for experiments with prices, in a stream. Does not own what a price makes
 * of a request, and writes nothing.
 */
@NullMarked
package io.fluxrouter.billing.experiment;

import org.jspecify.annotations.NullMarked;
