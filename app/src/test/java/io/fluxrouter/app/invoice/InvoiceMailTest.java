package io.fluxrouter.app.invoice;

import static io.fluxrouter.app.invoice.InvoiceVisitor.path;
import static io.fluxrouter.billing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.mail.CaughtMail;
import io.fluxrouter.simulator.mail.MailCatcher;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** An invoice by mail, from a seller with a name and an address, caught on the loopback. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvoiceMailTest {
    private static final String SELLER = "Müller & Söhne GmbH";

    private MailCatcher catcher;
    private TestNode node;
    private InvoiceVisitor visitor;
    private String customer;

    @BeforeAll
    void start() {
        catcher = MailCatcher.start();
        node =
                TestNode.start(
                        Settings.defaults(),
                        Map.of(
                                "FLUX_SMTP_URL", catcher.url(),
                                "FLUX_MAIL_FROM", "billing@router.test",
                                "FLUX_SELLER_NAME", SELLER,
                                "FLUX_SELLER_ADDRESS", "Hauptstraße 1; 10115 Berlin",
                                "FLUX_SELLER_TAX_ID", "DE123456789"));
        visitor = new InvoiceVisitor(ApiVisitor.operator(node.api()));
        customer = visitor.customer("Kunde", "DE");
    }

    @AfterAll
    void stop() {
        node.close();
        catcher.close();
    }

    @Test
    void an_invoice_goes_out_as_a_page_with_the_pdf_once_for_each_key() throws Exception {
        JsonNode invoice = visitor.open(customer);
        String number = invoice.path("invoice_number").asString();
        Map<String, String> key = Map.of("Idempotency-Key", "mail " + number);
        Answer sent = send(invoice, key);
        assertThat(sent.status()).as(sent.text()).isEqualTo(200);
        assertThat(send(invoice, key).header("Idempotent-Replayed")).isEqualTo("true");

        CaughtMail mail = caught(number);
        assertThat(mail.to()).isEqualTo("billing@acme.test");
        assertThat(mail.from()).isEqualTo("billing@router.test");
        MimeMessage message = read(mail);
        assertThat(message.getSubject()).isEqualTo("Invoice " + number + " from " + SELLER);
        Multipart parts = (Multipart) message.getContent();
        Multipart texts = (Multipart) parts.getBodyPart(0).getContent();
        assertThat(text(texts.getBodyPart(0)))
                .contains(number, "Total: $1,700.00", "Due: $1,700.00 by ");
        assertThat(texts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(text(texts.getBodyPart(1)))
                .contains("Müller &amp; Söhne GmbH", "Hauptstraße 1", "Tax ID: DE123456789");
        BodyPart pdf = parts.getBodyPart(1);
        assertThat(pdf.getFileName()).isEqualTo(number + ".pdf");
        byte[] bytes = pdf.getInputStream().readAllBytes();
        assertThat(bytes).isEqualTo(visitor.owner().get(path(invoice) + "/pdf").response().body());
        assertThat(pdfText(bytes))
                .contains(SELLER, "Hauptstraße 1", "10115 Berlin", "Tax ID: DE123456789");
        assertThat(visitor.done("GET", path(invoice) + "/history", "").toString())
                .contains("send_email", "billing@acme.test");
    }

    @Test
    void the_seller_stands_on_the_invoice_as_data() {
        JsonNode seller = visitor.open(customer).path("seller");
        assertThat(seller.path("name").asString()).isEqualTo(SELLER);
        assertThat(seller.path("address").toString())
                .isEqualTo("[\"Hauptstraße 1\",\"10115 Berlin\"]");
        assertThat(seller.path("tax_id").asString()).isEqualTo("DE123456789");
    }

    @Test
    void what_nobody_is_sent_is_a_409() {
        JsonNode draft = visitor.draft(customer);
        assertThat(send(draft, Map.of()).status()).isEqualTo(409);
        JsonNode gone = visitor.open(customer);
        visitor.done("POST", path(gone) + "/void", "");
        assertThat(send(gone, Map.of()).status()).isEqualTo(409);
        assertThat(visitor.status("POST", path(gone) + "/send-email", "{\"to\":1}")).isEqualTo(422);
    }

    private Answer send(JsonNode invoice, Map<String, String> headers) {
        return node.api().admin("POST", "/api/v1" + path(invoice) + "/send-email", "", headers);
    }

    private CaughtMail caught(String number) {
        eventually(
                "a mail with " + number,
                () -> catcher.mails().stream().anyMatch(mail -> mail.text().contains(number)));
        return catcher.mails().stream()
                .filter(mail -> mail.text().contains(number))
                .reduce(
                        (one, other) -> {
                            throw new AssertionError("sent twice");
                        })
                .orElseThrow();
    }

    private static MimeMessage read(CaughtMail mail) throws MessagingException {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.text().getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(BodyPart part) throws MessagingException, IOException {
        return String.valueOf(part.getContent()).replace('\u00a0', ' ');
    }

    private static String pdfText(byte[] bytes) throws IOException {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            return new PDFTextStripper().getText(document).replace('\u00a0', ' ');
        }
    }
}
