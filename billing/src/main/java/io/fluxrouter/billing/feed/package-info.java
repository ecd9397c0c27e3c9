/**
 * Owns the news between nodes: what PostgreSQL's NOTIFY says and who is told. Does not own what
 * changed, nor what a listener makes of it.
 */
@NullMarked
package io.fluxrouter.billing.feed;

import org.jspecify.annotations.NullMarked;
