package io.fluxrouter.core.catalog;

import io.fluxrouter.core.money.TokenPrices;

/** The rates behind a request's three figures, fixed when its hold is placed. */
public record ModelRates(TokenPrices customer, TokenPrices market, TokenPrices provider) {}
