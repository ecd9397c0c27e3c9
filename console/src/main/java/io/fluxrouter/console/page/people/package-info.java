/** Owns the page of a customer's people: roles, invitations. Does not own what a role may. */
@NullMarked
package io.fluxrouter.console.page.people;

import org.jspecify.annotations.NullMarked;
