/**
 * Owns the pages by which people get in and out: signing up, signing in and out, invitations. Does
 * not own passwords, sessions nor roles.
 */
@NullMarked
package io.fluxrouter.console.page.account;

import org.jspecify.annotations.NullMarked;
