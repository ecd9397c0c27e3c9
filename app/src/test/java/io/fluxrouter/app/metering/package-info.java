/**
 * Owns the tests of features, meters and usage events as senders see them: over HTTP, on a whole
 * node.
 */
@NullMarked
package io.fluxrouter.app.metering;

import org.jspecify.annotations.NullMarked;
