package io.fluxrouter.console.invoice;

import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import java.util.List;

/** An invoice as a page and as a PDF, for the organisation whose it is; drafts too. */
public final class InvoicePaperCalls {
    private final Invoices invoices;
    private final InvoicePaper paper;

    public InvoicePaperCalls(Invoices invoices, InvoicePaper paper) {
        this.invoices = invoices;
        this.paper = paper;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(InvoiceCalls.ONE + "/html", Access.MANAGE, this::html),
                Endpoint.get(InvoiceCalls.ONE + "/pdf", Access.MANAGE, this::pdf));
    }

    private Reply html(ApiCall call) {
        return paper.page(invoice(call), "");
    }

    private Reply pdf(ApiCall call) {
        return paper.pdf(invoice(call));
    }

    private Invoice invoice(ApiCall call) {
        return invoices.get(call.organizationId(), call.pathId("id"));
    }
}
