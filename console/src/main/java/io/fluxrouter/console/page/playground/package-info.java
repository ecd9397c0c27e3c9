/**
 * Owns the playground: a chat in the browser, with a key that lives for an hour. What is written
 * goes from the browser to the gateway as from any client, and is stored nowhere. Does not own
 * prompts, nor what a request costs.
 */
@NullMarked
package io.fluxrouter.console.page.playground;

import org.jspecify.annotations.NullMarked;
