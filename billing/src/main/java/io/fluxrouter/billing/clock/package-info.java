/**
 * Owns what time it is for a customer: the system's, or that of the test clock it lives on, and how
 * such a clock is moved. Does not own what is due at a time (see {@link
 * io.fluxrouter.billing.clock.DueWork}), nor the gateway's time: a request to a model, its caps and
 * its leases are of the system's time, whoever makes it.
 */
@NullMarked
package io.fluxrouter.billing.clock;

import org.jspecify.annotations.NullMarked;
