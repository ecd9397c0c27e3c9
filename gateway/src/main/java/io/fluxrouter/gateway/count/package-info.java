/**
 * Owns the count of tokens in a text: the vocabulary, loaded when it is needed for the first time,
 * and what of an answer is text. Does not own what a prompt's parts weigh, nor prices.
 */
@NullMarked
package io.fluxrouter.gateway.count;

import org.jspecify.annotations.NullMarked;
