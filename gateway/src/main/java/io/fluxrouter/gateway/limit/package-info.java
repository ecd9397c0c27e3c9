/**
 * Owns how many requests and tokens a key may use, and the headers that say so. Requests are step
 * two; tokens are taken by an estimate once the request is routed, and settled when its usage is
 * known. Limits are per node. Does not own limits of money.
 */
@NullMarked
package io.fluxrouter.gateway.limit;

import org.jspecify.annotations.NullMarked;
