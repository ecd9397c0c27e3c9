/**
 * Owns organisations and the people who belong to them: signing up, passwords, sessions. Does not
 * own cookies, nor what an organisation sells.
 */
@NullMarked
package io.fluxrouter.billing.account;

import org.jspecify.annotations.NullMarked;
