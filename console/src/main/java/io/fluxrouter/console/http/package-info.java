/**
 * Owns how a management call is carried: who may call, reading input, writing answers and errors,
 * the thread it runs on. Does not own what the calls do.
 */
@NullMarked
package io.fluxrouter.console.http;

import org.jspecify.annotations.NullMarked;
