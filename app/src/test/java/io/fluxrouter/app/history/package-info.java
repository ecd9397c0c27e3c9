/**
 * Owns the random histories of customers who buy, spend, get money back and change plans, and the
 * naive model that says what must have become of their credit.
 */
@NullMarked
package io.fluxrouter.app.history;

import org.jspecify.annotations.NullMarked;
