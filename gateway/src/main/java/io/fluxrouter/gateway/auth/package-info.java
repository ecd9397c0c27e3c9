/** Owns step one: who sends this request, and may it from there. Does not own the keys. */
@NullMarked
package io.fluxrouter.gateway.auth;

import org.jspecify.annotations.NullMarked;
