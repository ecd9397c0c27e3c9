/**
 * Owns what an invoice says: lines, discounts, taxes, totals, credit notes and refunds, its states
 * and its number. Does not own how usage becomes an amount, nor the rows, nor when one is made.
 *
 * <p>The order of arithmetic (research 3.2): an exact amount is rounded to the currency once, on
 * its line; subtotal = sum of lines; discount; tax once per rate on what is left; total; credits;
 * due. Amounts are decimals with a {@link io.fluxrouter.core.rating.Rounding} beside them, because
 * a currency has 0 decimals (yen), 2 or 3 (dinar).
 */
@NullMarked
package io.fluxrouter.core.invoice;

import org.jspecify.annotations.NullMarked;
