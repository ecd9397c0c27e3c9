/**
 * Owns what is learnt from the bytes of a chat request, and the bytes that go to the provider in
 * its place: one pass, no text kept, nothing re-encoded. Does not own the choice of model, prices,
 * or whether the caller may ask.
 */
@NullMarked
package io.fluxrouter.gateway.read;

import org.jspecify.annotations.NullMarked;
