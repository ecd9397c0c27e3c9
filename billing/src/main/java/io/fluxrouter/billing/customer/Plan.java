package io.fluxrouter.billing.customer;

import io.fluxrouter.core.access.RateLimit;
import io.fluxrouter.core.money.Money;

/**
 * A commercial offer.
 *
 * @param code "free", "payg", "builder", "scale" or one of the operator's
 * @param position where it stands in a list of plans
 * @param included usage per calendar month that the fee pays for
 * @param ceiling the most usage per calendar month, included usage counted
 * @param hardStop whether nothing is ever charged: usage ends with what is included
 */
public record Plan(
        String code,
        String title,
        int position,
        Money monthlyFee,
        Money annualFee,
        Money included,
        Money ceiling,
        boolean hardStop,
        RateLimit rateLimit) {}
