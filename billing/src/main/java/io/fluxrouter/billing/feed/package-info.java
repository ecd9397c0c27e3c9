/**
 * Owns the news between nodes: what PostgreSQL's NOTIFY says and who is told, on the node that made
 * the change at once. Does not own what changed, nor what a listener makes of it.
 */
@NullMarked
package io.fluxrouter.billing.feed;

import org.jspecify.annotations.NullMarked;
