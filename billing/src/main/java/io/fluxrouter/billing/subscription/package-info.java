/**
 * Owns who is on which version of which plan and since when: the moves of subscriptions, their
 * periods as billed, the lines that are known before an invoice, the preview of a period, and
 * whether a use fits under a plan's limits, asked for or as events come. Does not own plans, what
 * was used (see {@link io.fluxrouter.billing.subscription.Quantities}), invoices, nor the rules,
 * which are {@link io.fluxrouter.core.subscription}'s, {@link io.fluxrouter.core.period}'s and
 * {@link io.fluxrouter.core.rating}'s.
 *
 * <p>Fees are due when their period ends, with the usage (REFERENCE 2.5). They are written as
 * pending lines when the period begins, so that a change of plan, a pause or a cancellation in the
 * middle adds a line that gives back what is not used.
 */
@NullMarked
package io.fluxrouter.billing.subscription;

import org.jspecify.annotations.NullMarked;
