package io.fluxrouter.console.invoice;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.fluxrouter.console.invoice.InvoiceDocument.Heading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.concurrent.Semaphore;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/**
 * An invoice as a PDF, made of its page: A4, or Letter for countries that use it, with the fonts
 * inside. The same document gives the same bytes: dates and ids come from the invoice.
 *
 * <p>Thread-safe. Rendering takes a processor for a while, so only a few go on at a time; whoever
 * comes later waits, on a virtual thread.
 */
public final class InvoicePdf {
    private static final int AT_ONCE = 2;

    private final InvoiceHtml html;
    private final byte[] regular = Resources.bytes("NotoSans-Regular.ttf");
    private final byte[] semiBold = Resources.bytes("NotoSans-SemiBold.ttf");
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    static {
        // It would tell of each style sheet and font, and name what it could not load.
        XRLog.setLoggingEnabled(false);
    }

    public InvoicePdf(InvoiceHtml html) {
        this.html = html;
        FontMappers.set(new OwnFont(regular));
    }

    public byte[] of(InvoiceDocument invoice) {
        String page = html.printed(invoice);
        places.acquireUninterruptibly();
        try {
            return render(invoice.heading(), InvoiceHtml.title(invoice), page);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            places.release();
        }
    }

    private byte[] render(Heading heading, String title, String page) throws IOException {
        try (PdfBoxRenderer renderer = builder(page).buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            try (PDDocument document = renderer.getPdfDocument()) {
                freeze(document, heading, title);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                document.save(bytes);
                return bytes.toByteArray();
            }
        }
    }

    private PdfRendererBuilder builder(String page) {
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.withHtmlContent(page, null);
        // An invoice refers to nothing outside itself, whatever its names say.
        builder.useUriResolver((base, uri) -> null);
        builder.useReplacementText("\uFFFD");
        builder.useFont(
                () -> new ByteArrayInputStream(regular), "Noto Sans", 400, FontStyle.NORMAL, true);
        builder.useFont(
                () -> new ByteArrayInputStream(semiBold), "Noto Sans", 600, FontStyle.NORMAL, true);
        return builder;
    }

    /** PDFBox makes the document's id of these, and of the clock where they are not given. */
    private static void freeze(PDDocument document, Heading heading, String title) {
        GregorianCalendar made = GregorianCalendar.from(heading.madeAt().atZone(ZoneOffset.UTC));
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(title);
        information.setProducer("FluxRouter");
        information.setCreationDate(made);
        information.setModificationDate(made);
        document.setDocumentId(heading.id().getMostSignificantBits());
    }
}
