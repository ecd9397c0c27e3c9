/**
 * Owns how fast an invoice run is beside the least that the database must do for it. Does not own
 * the command line, nor the run itself.
 */
@NullMarked
package io.fluxrouter.bench.billing;

import org.jspecify.annotations.NullMarked;
