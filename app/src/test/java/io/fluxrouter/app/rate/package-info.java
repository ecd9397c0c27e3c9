/** Tests of the verb {@code rate}, golden cases included. */
@NullMarked
package io.fluxrouter.app.rate;

import org.jspecify.annotations.NullMarked;
