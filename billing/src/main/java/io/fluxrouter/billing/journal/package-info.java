/**
 * Owns the local journal of usage events: its files, their checksums, their recovery, and the room
 * that is reserved in them before a provider is called. Does not own what becomes of an event
 * afterwards: a settler reads, books and then discards.
 */
@NullMarked
package io.fluxrouter.billing.journal;

import org.jspecify.annotations.NullMarked;
