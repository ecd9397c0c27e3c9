/**
 * Owns the calls under /api/v1 about who calls: accounts, sessions and their cookies, keys. Does
 * not own passwords, tokens, nor any rule about them.
 */
@NullMarked
package io.fluxrouter.console.account;

import org.jspecify.annotations.NullMarked;
