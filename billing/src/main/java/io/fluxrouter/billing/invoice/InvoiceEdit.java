package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.input.Change;
import java.util.List;
import java.util.UUID;

/**
 * What is to be changed of a draft. Lines and customer of a manual invoice only: those of a
 * subscription follow from it.
 */
public record InvoiceEdit(
        Change<UUID> customerId,
        Change<NewInvoice.DueDate> due,
        Change<List<NewInvoice.NewLine>> lines,
        Change<List<InvoiceDiscount>> discounts,
        Change<String> memo) {}
