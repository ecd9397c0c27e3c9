/**
 * Owns the record of who changed which plan or subscription, and when. Does not own the ledger, nor
 * what the change means.
 */
@NullMarked
package io.fluxrouter.billing.audit;

import org.jspecify.annotations.NullMarked;
