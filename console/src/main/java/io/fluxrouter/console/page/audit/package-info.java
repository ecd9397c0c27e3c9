/**
 * Owns the audit trail: every request with filters and export, and who changed what. Does not own
 * the records, nor usage that is summed up.
 */
@NullMarked
package io.fluxrouter.console.page.audit;

import org.jspecify.annotations.NullMarked;
