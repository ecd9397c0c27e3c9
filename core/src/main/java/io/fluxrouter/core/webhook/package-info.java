/**
 * Owns how a webhook is signed, how a signature is checked, and when a failed delivery is tried
 * again. Does not own what is sent, nor the sending.
 */
@NullMarked
package io.fluxrouter.core.webhook;

import org.jspecify.annotations.NullMarked;
