/**
 * Owns the guided tour: its customers, its prompts and what it prints. Does not own anything a
 * server needs.
 */
@NullMarked
package io.fluxrouter.app.demo;

import org.jspecify.annotations.NullMarked;
