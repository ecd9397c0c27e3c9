/**
 * Owns the fact of one served request: its tokens, its three figures and where it is put. Does not
 * own how the fact is stored.
 */
@NullMarked
package io.fluxrouter.core.usage;

import org.jspecify.annotations.NullMarked;
