/** Owns the tests of the load. Does not own the servers it is sent to. */
@NullMarked
package io.fluxrouter.bench.load;

import org.jspecify.annotations.NullMarked;
