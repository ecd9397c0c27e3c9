package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.console.page.Frame;
import java.util.List;

/**
 * Invoices of all customers.
 *
 * @param status that is shown; "" for all
 * @param next the address of the next page; "" after the last
 */
public record InvoicesPage(
        Frame frame, List<Invoice> invoices, long total, String status, String next) {
    public InvoicesPage {
        invoices = List.copyOf(invoices);
    }
}
