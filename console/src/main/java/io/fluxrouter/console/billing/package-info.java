/**
 * Owns the calls under /api/v1 about what an organisation bills: what each takes and answers. Does
 * not own SQL, nor any rule about money.
 */
@NullMarked
package io.fluxrouter.console.billing;

import org.jspecify.annotations.NullMarked;
