package io.fluxrouter.billing.invoice;

import java.math.BigDecimal;

/**
 * A tax that somebody wants charged between two countries.
 *
 * @param percentage 0 to 100
 */
public record NewTaxRule(
        String sellerCountry, String customerCountry, String name, BigDecimal percentage) {}
