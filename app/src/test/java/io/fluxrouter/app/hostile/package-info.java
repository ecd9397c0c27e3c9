/**
 * Owns hostile input: every call of the API is sent what no honest client sends, over bare sockets.
 * Does not own what the calls do with honest input.
 */
@NullMarked
package io.fluxrouter.app.hostile;

import org.jspecify.annotations.NullMarked;
