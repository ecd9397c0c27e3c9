/**
 * Owns the proof that money in survives the death of the server: SIGKILL between every two steps.
 */
@NullMarked
package io.fluxrouter.app.crash;

import org.jspecify.annotations.NullMarked;
