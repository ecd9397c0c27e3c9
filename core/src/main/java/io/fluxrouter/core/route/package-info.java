/**
 * Owns the choice of model for a request, as a pure function that says why. Does not own reading
 * the request, nor calling the provider.
 */
@NullMarked
package io.fluxrouter.core.route;

import org.jspecify.annotations.NullMarked;
