package io.fluxrouter.console.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages and PDFs say what the document says, and nothing that a name tries to add. */
class InvoicePaperTest {
    private final InvoiceHtml html = new InvoiceHtml();
    private final InvoicePdf pdf = new InvoicePdf(html);

    @Test
    void the_reference_example_reads_as_in_the_reference() throws IOException {
        String text = text(kept("reference", Samples.reference()));

        assertThat(text)
                .contains("INV-2025-0042")
                .contains("Jan 1 – Jan 31, 2025")
                .contains("API Calls (82,450 calls × $0.001) $82.45")
                .contains("Subtotal $82.45")
                .contains("Tax (0%) $0.00")
                .contains("Total $82.45")
                .contains("Page 1 of 1");
    }

    @Test
    void everything_an_invoice_can_show_is_shown() throws IOException {
        String text = text(kept("full", Samples.full()));

        assertThat(text)
                .contains("Société Générale d’Électricité Ωmega & Київ")
                .contains("Up to 1,000: 1,000 × $0.002 $2.00")
                .contains("1,001 – 10,000: 9,000 × $0.001 + $1.50 $10.50")
                .contains("Above 10,000: 2,500 × $0.00102 $2.55")
                .contains("(1,234,567.891 tokens × $0.000001234)")
                .contains("Paid in full")
                .contains("−$14.52")
                .contains("Launch discount −$20.11")
                .contains("VAT (7.5%) $13.57")
                .contains("Credits applied −$50.00")
                .contains("Paid −$144.51")
                .contains("Amount due $0.00")
                .contains("Refunded $10.00")
                .contains("Questions: billing@ferrox.test");
    }

    @Test
    void yen_have_no_decimals_but_their_prices_may() throws IOException {
        assertThat(text(kept("yen", Samples.yen())))
                .contains("DRAFT")
                .contains("Seats (7 × ¥1,500.5) ¥10,504")
                .contains("(−2 × ¥1,500) −¥3,000")
                .contains("Tax (10%) ¥12,750")
                .contains("Amount due ¥140,254");
    }

    @Test
    void a_long_list_goes_over_pages_each_with_its_header() throws IOException {
        byte[] bytes = kept("many", Samples.many(120));
        try (PDDocument document = Loader.loadPDF(bytes)) {
            int pages = document.getNumberOfPages();
            String text = new PDFTextStripper().getText(document);

            assertThat(pages).isGreaterThan(2);
            assertThat(count("Description Amount", text)).isEqualTo(pages);
            assertThat(count("Item \\d+ \\(2 × €1\\.25\\) €2\\.50", text)).isEqualTo(120);
            assertThat(text).contains("Page " + pages + " of " + pages);
        }
    }

    @Test
    void the_same_invoice_is_the_same_bytes() {
        assertThat(pdf.of(Samples.full())).isEqualTo(pdf.of(Samples.full()));
        assertThat(new InvoicePdf(new InvoiceHtml()).of(Samples.full()))
                .isEqualTo(pdf.of(Samples.full()));
    }

    @Test
    void a_hostile_name_is_only_text() throws IOException {
        String name =
                "\"'></td><script>alert(1)</script><img src=x onerror=alert(1)>${7*7}&amp;]]>";
        InvoiceDocument invoice = Samples.saying(name);

        assertThat(html.page(invoice)).doesNotContain("<script", "<img").contains("&lt;script&gt;");
        assertThat(text(pdf.of(invoice))).contains("<script>alert(1)").contains("${7*7}&amp;");
    }

    @Test
    void a_long_name_wraps_inside_its_column() throws IOException {
        String word = "Donaudampfschifffahrtsgesellschaft".repeat(12);

        assertThat(text(kept("long", Samples.saying(word))).replaceAll("\\s", "")).contains(word);
    }

    @Test
    void characters_that_xml_or_the_font_do_not_know_do_not_stop_the_print() throws IOException {
        String name = "bell \u0007 vertical \u000b \uffff 請求書 😀 end";

        assertThat(text(pdf.of(Samples.saying(name)))).contains("bell").contains("end");
        assertThat(html.page(Samples.saying(name))).contains("請求書 😀 end");
    }

    /** Of scripts that the fonts inside do not have: what is missing is seen to be. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "株式会社山田商店",
                "주식회사 한국",
                "شركة النيل للتجارة",
                "חברת הנגב בע״מ",
                "บริษัท สยาม จำกัด",
                "𠮷野家",
                "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽"
            })
    void a_name_in_another_script_leaves_marks_and_the_page_shows_it(String name)
            throws IOException {
        assertThat(printed(name)).contains("\uFFFD");
        assertThat(html.page(Samples.saying(name))).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e\u0301\u0300\u0302 n\u0308o\u200d\u200b\u2060te",
                "\u202Eevil\u2066\u2069",
                "\uD83D half of a character",
                "श्री गणेश ट्रेडर्स"
            })
    void marks_and_halves_of_characters_harm_nothing_around_them(String name) throws IOException {
        assertThat(printed(name)).isNotEmpty();
    }

    /** What is before and behind the name, and the sums, stay as they are. */
    private String printed(String name) throws IOException {
        String text = text(pdf.of(Samples.saying("before " + name + " after")));
        assertThat(text).contains("before").contains("after").contains("Amount due");
        return text;
    }

    /** Written where whoever changes the look can see it: target/invoices. */
    private byte[] kept(String name, InvoiceDocument invoice) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "invoices"));
        byte[] bytes = pdf.of(invoice);
        Files.write(directory.resolve(name + ".pdf"), bytes);
        Files.writeString(directory.resolve(name + ".html"), html.page(invoice));
        return bytes;
    }

    private static String text(byte[] bytes) throws IOException {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            return new PDFTextStripper().getText(document).replace('\u00a0', ' ');
        }
    }

    private static int count(String pattern, String text) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }
}
