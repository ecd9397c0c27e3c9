/**
 * Owns the request plane: one chat request from socket to socket. Does not own the database, the
 * console or anything that blocks.
 */
@NullMarked
package io.fluxrouter.gateway;

import org.jspecify.annotations.NullMarked;
