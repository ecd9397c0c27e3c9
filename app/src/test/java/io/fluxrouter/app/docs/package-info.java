/**
 * Owns the proof that documents say what is true. Does not own whether their links lead somewhere.
 */
@NullMarked
package io.fluxrouter.app.docs;

import org.jspecify.annotations.NullMarked;
