/**
 * Owns the proof that outgoing webhooks work over HTTP as docs/webhooks.md says. Does not own the
 * worker's own tests.
 */
@NullMarked
package io.fluxrouter.app.webhook;

import org.jspecify.annotations.NullMarked;
