package io.fluxrouter.billing.customer;

import io.fluxrouter.billing.terms.GatewayTerms;
import io.fluxrouter.core.period.BillingInterval;
import java.math.BigDecimal;

/**
 * A plan with terms for the gateway, as the price list shows it.
 *
 * @param interval what the fee is for; the terms count by calendar months in any case
 */
public record Plan(String title, BillingInterval interval, BigDecimal fee, GatewayTerms terms) {}
