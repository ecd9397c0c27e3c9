/**
 * Owns mail on its way: kept with its cause, sent over SMTP, tried again, given up. Does not own
 * what a mail says, nor to whom.
 */
@NullMarked
package io.fluxrouter.billing.mail;

import org.jspecify.annotations.NullMarked;
