/**
 * Owns time as invoices see it: billing intervals, periods counted from an anchor in a zone, and
 * the share of a period that was served. Does not own prices, nor what is done with a share of one.
 *
 * <p>Two kinds of period are not these: a spend cap's ({@link
 * io.fluxrouter.core.spend.SpendPeriod}, always UTC) and a grant's life, which is a start and an
 * expiry.
 */
@NullMarked
package io.fluxrouter.core.period;

import org.jspecify.annotations.NullMarked;
