/**
 * Owns the pages of API keys: making one and showing its secret once, limits, revoking. Does not
 * own any rule about keys.
 */
@NullMarked
package io.fluxrouter.console.page.key;

import org.jspecify.annotations.NullMarked;
