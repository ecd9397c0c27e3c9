package io.fluxrouter.console.page.billing;

import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.console.page.Frame;

/**
 * One invoice among the console's pages.
 *
 * @param link by which anybody sees it, just made; "" for none
 */
public record InvoicePage(Frame frame, Invoice invoice, String link, boolean mayShare) {}
