package io.fluxrouter.console.invoice;

import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.console.http.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Invoices as replies, with headers that let a browser do nothing but show them: no script, no
 * frame, nothing loaded, no trace in referrers and search engines.
 */
public final class InvoicePaper {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String GONE =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"/><title>No such page</title></head>
            <body><h1>There is nothing here</h1>
            <p>This link is wrong, has ended or was taken back. Ask whoever sent it for another.</p>
            </body></html>
            """;

    private final InvoiceDocuments documents;
    private final InvoiceHtml html = new InvoiceHtml();
    private final InvoicePdf pdf = new InvoicePdf(html);

    public InvoicePaper(InvoiceDocuments documents) {
        this.documents = documents;
    }

    /** The page, with a link to the PDF unless that is empty. */
    public Reply page(Invoice invoice, String pdfPath) {
        InvoiceDocument document = documents.of(invoice);
        return sealed(
                new Reply(200, HTML, html.page(document, pdfPath)),
                "style-src 'sha256-" + sha256(html.screenStyle(document)) + "'");
    }

    public Reply pdf(Invoice invoice) {
        String name = invoice.number() == null ? "draft" : invoice.number();
        return sealed(
                Reply.file("application/pdf", pdf.of(documents.of(invoice)))
                        .with("Content-Disposition", "inline; filename=\"" + name + ".pdf\""),
                "style-src 'none'");
    }

    /** What goes by mail. */
    static final class Letter {
        private final InvoiceDocument document;
        private final String html;
        private final byte[] pdf;

        private Letter(InvoiceDocument document, String html, byte[] pdf) {
            this.document = document;
            this.html = html;
            this.pdf = pdf;
        }

        /** One line, whatever the seller is called. */
        String subject() {
            return (InvoiceHtml.title(document) + " from " + document.seller().name())
                    .replaceAll("\\p{Cntrl}", " ");
        }

        String text() {
            InvoiceText text = new InvoiceText(document.currency());
            return """
            %s from %s

            Total: %s
            %s%s

            The invoice is attached as a PDF.
            """
                    .formatted(
                            InvoiceHtml.title(document),
                            document.seller().name(),
                            text.money(document.totals().total()),
                            "Due: " + text.money(document.totals().due()),
                            document.heading().due() == null
                                    ? ""
                                    : " by " + text.date(document.heading().due()));
        }

        String html() {
            return html;
        }

        String fileName() {
            return document.heading().number() + ".pdf";
        }

        byte[] pdf() {
            return pdf.clone();
        }
    }

    /** Of an invoice that has a number. */
    Letter letter(Invoice invoice) {
        InvoiceDocument document = documents.of(invoice);
        return new Letter(document, html.page(document), pdf.of(document));
    }

    /** What is shown for a link that leads nowhere, for whatever reason. */
    Reply gone() {
        return sealed(new Reply(404, HTML, GONE), "style-src 'none'");
    }

    private static Reply sealed(Reply reply, String style) {
        return reply.with(
                        "Content-Security-Policy",
                        "default-src 'none'; "
                                + style
                                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                .with("Referrer-Policy", "no-referrer")
                .with("X-Robots-Tag", "noindex, nofollow")
                .with("X-Content-Type-Options", "nosniff")
                .with("X-Frame-Options", "DENY");
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
