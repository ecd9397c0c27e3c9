package io.fluxrouter.core.invoice;

import java.math.BigDecimal;

/**
 * What one rate takes from a whole invoice.
 *
 * @param base all that is taxed at the rate, after discounts
 * @param amount rounded once
 */
public record TaxTotal(TaxRate rate, BigDecimal base, BigDecimal amount) {}
