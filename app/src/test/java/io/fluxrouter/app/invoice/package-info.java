/** Owns the tests of invoices over HTTP. Does not own those of the run, which need no server. */
@NullMarked
package io.fluxrouter.app.invoice;

import org.jspecify.annotations.NullMarked;
