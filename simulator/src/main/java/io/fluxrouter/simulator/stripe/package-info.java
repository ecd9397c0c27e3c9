/**
 * Owns an imitation of Stripe that runs offline: API, hosted pages, signed webhooks, and faults on
 * order.
 *
 * <p>{@link io.fluxrouter.simulator.stripe.SimulatedStripe} is the way in:
 *
 * <pre>{@code
 * try (SimulatedStripe stripe = SimulatedStripe.start(StripeSettings.defaults())) {
 *     stripe.deliverTo(URI.create(origin + "/webhooks/stripe"));  // signed with stripe.webhookSecret()
 *     StripeClient client = StripeClient.builder()
 *             .setApiKey(stripe.secretKey()).setApiBase(stripe.baseUrl()).build();
 *     stripe.pay(session.getId());                                // a person pays on the hosted page
 *     stripe.pay(session.getId(), "pm_card_chargeDeclined");      // or tries to; any of Stripe's test cards
 *     stripe.faults().next(1, "POST", "/v1/refunds", "cut-after"); // see ApiFault for the names
 *     stripe.webhookFaults().next(1, "duplicate=10");             // see WebhookFault for the names
 *     stripe.webhooks().hold();                                   // keep events back ...
 *     stripe.webhooks().releaseReversed();                        // ... and send them the wrong way round
 *     stripe.cash();                                              // the cents truly collected and refunded
 *     stripe.requests();                                          // every API request, for "it never charged"
 * }
 * }</pre>
 *
 * <p>Does not own any knowledge of FluxRouter, nor Stripe's arithmetic of taxes and discounts,
 * which FluxRouter does not use.
 */
@NullMarked
package io.fluxrouter.simulator.stripe;

import org.jspecify.annotations.NullMarked;
