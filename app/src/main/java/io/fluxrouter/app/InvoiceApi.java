package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.invoice.CreditNotes;
import io.fluxrouter.billing.invoice.Discounts;
import io.fluxrouter.billing.invoice.InvoiceLinks;
import io.fluxrouter.billing.invoice.InvoiceMails;
import io.fluxrouter.billing.invoice.InvoiceProofs;
import io.fluxrouter.billing.invoice.InvoiceRun;
import io.fluxrouter.billing.invoice.InvoiceSettings;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.invoice.Taxes;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.invoice.CreditNoteCalls;
import io.fluxrouter.console.invoice.DiscountCalls;
import io.fluxrouter.console.invoice.InvoiceCalls;
import io.fluxrouter.console.invoice.InvoiceDocuments;
import io.fluxrouter.console.invoice.InvoiceLinkCalls;
import io.fluxrouter.console.invoice.InvoiceMailCalls;
import io.fluxrouter.console.invoice.InvoicePaper;
import io.fluxrouter.console.invoice.InvoicePaperCalls;
import io.fluxrouter.console.invoice.InvoiceProofCalls;
import io.fluxrouter.console.invoice.TaxRateCalls;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** The calls about invoices, wired. */
final class InvoiceApi {
    private InvoiceApi() {}

    static Invoices invoices(Jdbi jdbi, MeterBook meters, Clock clock) {
        return new Invoices(jdbi, run(jdbi, meters, clock), clock);
    }

    static InvoiceRun run(Jdbi jdbi, MeterBook meters, Clock clock) {
        return new InvoiceRun(
                jdbi, meters, new Subscriptions(jdbi, clock), InvoiceSettings.STANDARD);
    }

    static List<Endpoint> endpoints(Config config, Jdbi jdbi, MeterBook meters, Clock clock) {
        config.seller().ifPresent(seller -> seller.save(jdbi));
        InvoiceRun run = run(jdbi, meters, clock);
        Invoices invoices = new Invoices(jdbi, run, clock);
        Customers customers = new Customers(jdbi, clock);
        InvoicePaper paper = new InvoicePaper(new InvoiceDocuments(invoices, meters));
        return Stream.of(
                        new InvoiceCalls(invoices, customers).endpoints(),
                        new InvoicePaperCalls(invoices, paper).endpoints(),
                        new InvoiceLinkCalls(invoices, new InvoiceLinks(jdbi, clock), paper)
                                .endpoints(),
                        new InvoiceMailCalls(
                                        invoices,
                                        new InvoiceMails(jdbi, clock, config.mail().isPresent()),
                                        paper)
                                .endpoints(),
                        new CreditNoteCalls(new CreditNotes(jdbi, run, clock), invoices)
                                .endpoints(),
                        new InvoiceProofCalls(invoices, new InvoiceProofs(jdbi, meters))
                                .endpoints(),
                        new DiscountCalls(new Discounts(jdbi, clock), customers, clock).endpoints(),
                        new TaxRateCalls(new Taxes(jdbi, clock)).endpoints())
                .flatMap(List::stream)
                .toList();
    }
}
