/** Owns the tests of what the page of usage makes of single requests. */
@NullMarked
package io.fluxrouter.console.page.usage;

import org.jspecify.annotations.NullMarked;
