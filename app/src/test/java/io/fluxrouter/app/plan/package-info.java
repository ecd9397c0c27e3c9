/** Owns the tests of plans and subscriptions over HTTP. Does not own the node they run against. */
@NullMarked
package io.fluxrouter.app.plan;

import org.jspecify.annotations.NullMarked;
