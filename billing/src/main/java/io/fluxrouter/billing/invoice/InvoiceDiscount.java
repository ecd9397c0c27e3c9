package io.fluxrouter.billing.invoice;

import io.fluxrouter.core.invoice.Discount;

/** What an invoice is lowered by before tax, with its name on paper. */
public record InvoiceDiscount(String name, Discount discount) {}
