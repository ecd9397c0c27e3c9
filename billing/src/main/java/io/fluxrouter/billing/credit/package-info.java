/**
 * Owns credit grants: giving them, letting them expire, the order they are spent in. Does not own
 * their spending, which happens where usage is settled.
 *
 * <p>A grant pays what is owed before anything else. The books say so in two transfers: the whole
 * grant into CREDIT, then the debt from CREDIT to RECEIVABLE, which usage had left below zero.
 */
@NullMarked
package io.fluxrouter.billing.credit;

import org.jspecify.annotations.NullMarked;
