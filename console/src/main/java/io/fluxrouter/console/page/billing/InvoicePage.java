package io.fluxrouter.console.page.billing;

import io.fluxrouter.billing.collection.PayNow;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoicePayment;
import io.fluxrouter.console.page.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One invoice among the console's pages.
 *
 * @param link by which anybody sees it, just made; "" for none
 */
public record InvoicePage(
        Frame frame, Invoice invoice, String link, boolean mayShare, Paying paying) {

    /**
     * How it is paid.
     *
     * @param way that is open to the visitor now
     * @param standing of its collection; null where no card was charged
     * @param payments so far, oldest first
     */
    public record Paying(
            PayNow.Way way, PayNow.@Nullable Standing standing, List<InvoicePayment> payments) {
        public Paying {
            payments = List.copyOf(payments);
        }
    }
}
