/**
 * Owns the catalogue file: how lanes, providers, models and prices are written down, the file that
 * comes with the product, and what an operator is told about a mistake. Does not own what the
 * values mean.
 */
@NullMarked
package io.fluxrouter.billing.catalog;

import org.jspecify.annotations.NullMarked;
