/** Owns the headers and errors every answer carries. Does not own when to refuse. */
@NullMarked
package io.fluxrouter.gateway.reply;

import org.jspecify.annotations.NullMarked;
