/**
 * Owns invoices as people see them: the calls under /api/v1 about them, the page and the PDF, the
 * public link, and the proof. Does not own SQL, nor any rule about money, states or numbers.
 */
@NullMarked
package io.fluxrouter.console.invoice;

import org.jspecify.annotations.NullMarked;
