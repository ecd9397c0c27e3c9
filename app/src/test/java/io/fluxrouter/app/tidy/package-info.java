/**
 * Owns the rules of tidiness that a compiler does not know, and proves that each can fail. Does not
 * own the format (Spotless), nor who may depend on whom (the package architecture).
 */
@NullMarked
package io.fluxrouter.app.tidy;

import org.jspecify.annotations.NullMarked;
