@NullMarked
package io.fluxrouter.gateway.wire;

import org.jspecify.annotations.NullMarked;
