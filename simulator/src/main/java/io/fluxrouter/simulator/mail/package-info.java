/** Owns a mail server that keeps what it gets and delivers nothing. Does not own who sends mail. */
@NullMarked
package io.fluxrouter.simulator.mail;

import org.jspecify.annotations.NullMarked;
