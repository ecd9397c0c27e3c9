package io.fluxrouter.billing.invoice;

import java.math.BigDecimal;

/**
 * What one rate takes, as it was then.
 *
 * @param percent 19 for 19 %
 * @param base what it is computed on
 */
public record InvoiceTax(String name, BigDecimal percent, BigDecimal base, BigDecimal amount) {}
