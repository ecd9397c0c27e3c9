/**
 * Owns the calls by which money comes in: packages, purchases, refunds, cards, and what Stripe
 * tells. Does not own SQL, nor any rule about money.
 */
@NullMarked
package io.fluxrouter.console.purchase;

import org.jspecify.annotations.NullMarked;
