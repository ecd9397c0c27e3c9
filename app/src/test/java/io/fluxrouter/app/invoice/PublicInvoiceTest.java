package io.fluxrouter.app.invoice;

import static io.fluxrouter.app.invoice.InvoiceVisitor.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a customer sees of its invoices, and what nobody else does. */
class PublicInvoiceTest {
    private static final String HOSTILE = "</td><script>alert(1)</script><img src=//evil.test/x>";

    private static TestNode node;
    private static InvoiceVisitor visitor;
    private static String customer;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        visitor = InvoiceVisitor.signedUp(node.api(), "seller");
        customer = visitor.customer(HOSTILE, "DE");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_link_shows_the_invoice_and_its_pdf() throws IOException {
        JsonNode invoice = visitor.open(customer);
        String number = invoice.path("invoice_number").asString();
        String path = link(invoice);

        Answer page = visit(path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.text()).contains(number, "$1,700.00", "(8 × $150.00)");
        Answer pdf = visit(path + "/invoice.pdf");
        assertThat(pdf.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(text(pdf)).contains(number, "Consulting (8 × $150.00) $1,200.00", "seller");
        assertThat(visit(path + "/invoice.pdf").response().body()).isEqualTo(pdf.response().body());
        Answer owners = visitor.owner().get(path(invoice) + "/pdf");
        assertThat(owners.response().body()).isEqualTo(pdf.response().body());
    }

    @Test
    void a_hostile_name_is_only_text_and_the_page_may_load_nothing() throws IOException {
        String path = link(visitor.open(customer));
        Answer page = visit(path);

        assertThat(page.text()).doesNotContain("<script", "<img").contains("&lt;script&gt;");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "style-src 'sha256-", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("X-Robots-Tag")).contains("noindex");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(text(visit(path + "/invoice.pdf"))).contains("<script>alert(1)");
    }

    @Test
    void a_draft_has_no_link() {
        JsonNode draft = visitor.draft(customer);

        assertThat(visitor.status("POST", path(draft) + "/generate-token", "")).isEqualTo(409);
        assertThat(visit("/p/" + draft.path("id").asString()).status()).isEqualTo(404);
    }

    @Test
    void a_link_that_was_taken_back_is_like_one_that_never_was() {
        JsonNode invoice = visitor.open(customer);
        JsonNode made = visitor.made(path(invoice) + "/generate-token", "{\"expires_in_days\":1}");
        String path = made.path("path").asString();
        assertThat(visit(path).status()).isEqualTo(200);
        JsonNode listed = visitor.done("GET", path(invoice) + "/tokens", "").path("data");
        assertThat(listed).hasSize(1);
        assertThat(listed.toString()).doesNotContain(made.path("public_token").asString());

        String id = "/tokens/" + made.path("id").asString();
        assertThat(visitor.status("DELETE", path(visitor.open(customer)) + id, "")).isEqualTo(404);
        assertThat(visitor.status("DELETE", path(invoice) + id, "")).isEqualTo(204);
        Answer gone = visit(path);
        Answer never = visit("/p/" + "A".repeat(43));
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.text()).isEqualTo(never.text());
        assertThat(visit(path + "/invoice.pdf").status()).isEqualTo(404);
    }

    @Test
    void a_link_lives_for_some_days_only() {
        String path = path(visitor.open(customer)) + "/generate-token";

        assertThat(visitor.status("POST", path, "{\"expires_in_days\":0}")).isEqualTo(422);
        assertThat(visitor.status("POST", path, "{\"expires_in_days\":367}")).isEqualTo(422);
        assertThat(visitor.status("POST", path, "{\"days\":3}")).isEqualTo(422);
    }

    private static String link(JsonNode invoice) {
        return visitor.made(path(invoice) + "/generate-token", "").path("path").asString();
    }

    private static Answer visit(String path) {
        URI uri = URI.create(node.api().origin() + path);
        return node.api().send(HttpRequest.newBuilder(uri).build());
    }

    private static String text(Answer answer) throws IOException {
        try (PDDocument document = Loader.loadPDF(answer.response().body())) {
            return new PDFTextStripper().getText(document).replace('\u00a0', ' ');
        }
    }
}
