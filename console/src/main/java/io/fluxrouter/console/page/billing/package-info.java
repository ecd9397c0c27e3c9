/**
 * Owns the pages of money: the plan and changing it, credit, cards, the ledger, invoices. Does not
 * own a price or a sum: all are asked for.
 */
@NullMarked
package io.fluxrouter.console.page.billing;

import org.jspecify.annotations.NullMarked;
