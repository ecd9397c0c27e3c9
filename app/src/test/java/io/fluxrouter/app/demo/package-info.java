/** Owns the proof that the guided tour is true. Does not own the tour. */
@NullMarked
package io.fluxrouter.app.demo;

import org.jspecify.annotations.NullMarked;
