/**
 * Owns the overview: what was spent, what it would have cost elsewhere, and where it went. Does not
 * own how usage is divided.
 */
@NullMarked
package io.fluxrouter.console.page.home;

import org.jspecify.annotations.NullMarked;
