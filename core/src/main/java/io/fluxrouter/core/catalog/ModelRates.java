package io.fluxrouter.core.catalog;

import io.fluxrouter.core.money.TokenPrices;

/**
 * The rates behind a request's three figures, fixed when its hold is placed.
 *
 * @param price how the customer's rate came about
 */
public record ModelRates(
        TokenPrices customer, TokenPrices market, TokenPrices provider, ModelPrice price) {

    /** Rates of which the customer's is the model's own. */
    public ModelRates(TokenPrices customer, TokenPrices market, TokenPrices provider) {
        this(customer, market, provider, new ModelPrice.Fixed(customer));
    }
}
