/**
 * Owns what a management request may say: fields that are left out or set, pages, and the checks on
 * values that several kinds of things share. Does not own JSON, nor any of those things.
 */
@NullMarked
package io.fluxrouter.billing.input;

import org.jspecify.annotations.NullMarked;
