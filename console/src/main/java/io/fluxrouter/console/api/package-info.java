/**
 * Owns the management calls: what each takes and answers. Does not own SQL, nor any rule about
 * money.
 */
@NullMarked
package io.fluxrouter.console.api;

import org.jspecify.annotations.NullMarked;
