/**
 * Owns the pages of usage: the month's allowance, usage divided and over time, single requests and
 * why each went where it went. Does not own the audit trail's export, nor any sum.
 */
@NullMarked
package io.fluxrouter.console.page.usage;

import org.jspecify.annotations.NullMarked;
