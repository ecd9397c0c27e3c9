/**
 * Owns customers and the plans they are on, and with them the cap of a customer's spend account.
 * Does not own keys, credit, nor what is left of a cap.
 */
@NullMarked
package io.fluxrouter.billing.customer;

import org.jspecify.annotations.NullMarked;
