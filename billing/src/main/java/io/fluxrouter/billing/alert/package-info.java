/**
 * Owns alerts: what they watch, when a threshold counts as reached, that each is told once a
 * period, and in what words. Does not own how news travel, by webhook or by mail.
 */
@NullMarked
package io.fluxrouter.billing.alert;

import org.jspecify.annotations.NullMarked;
