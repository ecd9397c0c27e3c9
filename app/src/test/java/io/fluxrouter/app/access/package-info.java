/** Who may make which call: a declared table against a running node. */
@NullMarked
package io.fluxrouter.app.access;

import org.jspecify.annotations.NullMarked;
