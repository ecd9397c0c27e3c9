/**
 * Owns what can be asked for and at what price: lanes, models, providers. Does not own how the file
 * is read, nor which model a request gets.
 */
@NullMarked
package io.fluxrouter.core.catalog;

import org.jspecify.annotations.NullMarked;
