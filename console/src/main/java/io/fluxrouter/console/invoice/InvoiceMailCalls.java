package io.fluxrouter.console.invoice;

import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceMails;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.mail.Attachment;
import io.fluxrouter.billing.mail.Mail;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import java.util.List;
import java.util.UUID;

/** Sends an invoice to its customer by mail: the page, and the PDF beside it. */
public final class InvoiceMailCalls {
    private final Invoices invoices;
    private final InvoiceMails mails;
    private final InvoicePaper paper;

    public InvoiceMailCalls(Invoices invoices, InvoiceMails mails, InvoicePaper paper) {
        this.invoices = invoices;
        this.mails = mails;
        this.paper = paper;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(InvoiceCalls.ONE + "/send-email", Access.MANAGE, this::send).once());
    }

    private Reply send(ApiCall call) {
        InvoiceCalls.body(call).ifPresent(Fields::refuseOthers);
        Invoice invoice = invoices.get(call.organizationId(), call.pathId("id"));
        String recipient = mails.recipient(invoice);
        InvoicePaper.Letter letter = paper.letter(invoice);
        Mail mail =
                new Mail(
                        UUID.randomUUID(),
                        recipient,
                        letter.subject(),
                        letter.text(),
                        letter.html(),
                        new Attachment(letter.fileName(), "application/pdf", letter.pdf()));
        mails.put(invoice, mail, InvoiceCalls.author(call));
        return Reply.ok(InvoiceJson.of(invoice));
    }
}
