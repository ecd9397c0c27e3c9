/** Owns the proof that the journal loses nothing and invents nothing. */
@NullMarked
package io.fluxrouter.billing.journal;

import org.jspecify.annotations.NullMarked;
