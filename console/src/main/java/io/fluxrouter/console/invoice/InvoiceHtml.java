package io.fluxrouter.console.invoice;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.fluxrouter.core.invoice.InvoiceStatus;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The page of an invoice: XHTML with its style inside, without scripts and without anything that is
 * loaded from elsewhere. The same page becomes the PDF. Thread-safe.
 */
public final class InvoiceHtml {
    private static final Set<String> LETTER_COUNTRIES =
            Set.of("US", "CA", "MX", "CL", "CO", "CR", "GT", "PA", "PH", "PR", "SV", "VE");

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final String print = Resources.text("invoice.css");
    private final String screen = Resources.text("screen.css");

    /** Whole, from doctype to the end, to be shown by a browser. */
    public String page(InvoiceDocument invoice) {
        return page(invoice, "");
    }

    /**
     * The same, with a link.
     *
     * @param pdf where the PDF is; empty for no link
     */
    public String page(InvoiceDocument invoice, String pdf) {
        return render(invoice, screenStyle(invoice), pdf);
    }

    /** The same for the printer, which does not know what screens do. */
    String printed(InvoiceDocument invoice) {
        return Xml.printable(render(invoice, print + paper(invoice), ""));
    }

    /** The style of the page, for the hash that a strict policy asks for. */
    String screenStyle(InvoiceDocument invoice) {
        return print + paper(invoice) + screen;
    }

    private String render(InvoiceDocument invoice, String style, String pdf) {
        StringOutput page = new StringOutput();
        templates.render(
                "invoice.jte",
                Map.of(
                        "invoice",
                        invoice,
                        "text",
                        new InvoiceText(invoice.currency()),
                        "title",
                        title(invoice),
                        "status",
                        status(invoice.heading().status()),
                        "style",
                        style,
                        "pdf",
                        pdf),
                page);
        return Xml.undirected(page.toString());
    }

    static String title(InvoiceDocument invoice) {
        String number = invoice.heading().number();
        return number == null ? "Draft invoice" : "Invoice " + number;
    }

    private static String status(InvoiceStatus status) {
        String key = status.key();
        return key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
    }

    private static String paper(InvoiceDocument invoice) {
        String country = invoice.customer().country();
        boolean letter = country != null && LETTER_COUNTRIES.contains(country);
        return "@page { size: " + (letter ? "letter" : "a4") + "; }\n";
    }
}
