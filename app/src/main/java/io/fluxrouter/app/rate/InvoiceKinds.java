package io.fluxrouter.app.rate;

import java.util.Map;

/** The kinds about taxes, discounts, credit notes, totals and numbers of invoices. */
final class InvoiceKinds {

    private InvoiceKinds() {}

    static Map<String, PaperCharge> kinds() {
        return Map.of();
    }
}
