/**
 * Owns customers, the price list of the gateway's plans, and putting a customer on one. Does not
 * own the subscription that comes of it, keys, credit, nor what is left of a cap.
 */
@NullMarked
package io.fluxrouter.billing.customer;

import org.jspecify.annotations.NullMarked;
