package io.fluxrouter.app.invoice;

import static io.fluxrouter.app.invoice.InvoiceVisitor.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Manual invoices from the draft to the end, as a script of the reference's client would do it. */
class ManualInvoiceTest {
    private static TestNode node;
    private static InvoiceVisitor visitor;
    private static String customer;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        visitor = InvoiceVisitor.signedUp(node.api(), "manual");
        visitor.done(
                "PUT",
                "/tax-rates",
                """
                {"country": "IN",
                 "rules": [{"customer_country": "IN", "name": "GST", "percentage": 18}]}""");
        customer = visitor.customer("Acme", "IN");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void the_manual_invoice_of_the_reference_comes_to_2006() {
        JsonNode draft = visitor.draft(customer);

        assertThat(draft.path("status").asString()).isEqualTo("DRAFT");
        assertThat(draft.path("invoice_number").isNull()).isTrue();
        assertThat(visitor.owner().get(path(draft)).text())
                .contains("\"subtotal\":1700.00")
                .contains("\"tax\":306.00")
                .contains("\"total\":2006.00")
                .contains("\"amount_due\":2006.00");
        assertThat(draft.path("line_items").get(1).path("line_total").decimalValue())
                .isEqualByComparingTo("1200.00");

        JsonNode open = visitor.done("POST", path(draft) + "/finalize", "");
        assertThat(open.path("status").asString()).isEqualTo("OPEN");
        assertThat(open.path("invoice_number").asString()).matches("INV-\\d{4}-\\d{4}");
        assertThat(open.path("content_hash").asString()).hasSize(64);
        assertThat(open.path("due_date").isNull()).isFalse();

        JsonNode part =
                visitor.done("POST", path(draft) + "/pay", "{\"amount\":6,\"note\":\"wire\"}");
        assertThat(part.path("status").asString()).isEqualTo("OPEN");
        assertThat(part.path("amount_due").decimalValue()).isEqualByComparingTo("2000");
        JsonNode paid = visitor.done("POST", path(draft) + "/pay", "");
        assertThat(paid.path("status").asString()).isEqualTo("PAID");
        assertThat(paid.path("amount_paid").decimalValue()).isEqualByComparingTo("2006");
        assertThat(visitor.done("GET", path(draft) + "/payments", "").path("data")).hasSize(2);
        assertThat(visitor.done("GET", path(draft) + "/history", "").path("data")).isNotEmpty();
    }

    @Test
    void a_draft_is_changed_and_deleted_and_nothing_else_is() {
        JsonNode draft = visitor.draft(customer);
        String path = path(draft);
        JsonNode changed =
                visitor.done(
                        "PUT",
                        path,
                        """
                        {"memo": "Thank you",
                         "discounts": [{"name": "Friends", "percent_off": 10}],
                         "line_items": [{"description": "One", "quantity": 2, "unit_amount": 0.0005}]}""");
        assertThat(changed.path("line_items")).hasSize(1);
        assertThat(changed.path("memo").asString()).isEqualTo("Thank you");
        assertThat(visitor.status("DELETE", path, "")).isEqualTo(204);
        assertThat(visitor.status("GET", path, "")).isEqualTo(404);

        String open = path(visitor.open(customer));
        assertThat(visitor.status("PUT", open, "{\"memo\":\"late\"}")).isEqualTo(409);
        assertThat(visitor.status("DELETE", open, "")).isEqualTo(409);
        assertThat(visitor.status("POST", open + "/finalize", "")).isEqualTo(409);
    }

    @Test
    void states_move_as_the_reference_allows() {
        String path = path(visitor.open(customer));
        JsonNode given =
                visitor.done(
                        "PATCH",
                        path + "/status",
                        "{\"status\":\"UNCOLLECTIBLE\",\"note\":\"moved away\"}");
        assertThat(given.path("status").asString()).isEqualTo("UNCOLLECTIBLE");
        assertThat(given.path("meta_data").path("status_change_note").asString())
                .isEqualTo("moved away");
        assertThat(given.path("meta_data").path("previous_status").asString()).isEqualTo("OPEN");
        assertThat(visitor.status("PATCH", path + "/status", "{\"status\":\"OPEN\"}"))
                .isEqualTo(409);
        assertThat(
                        visitor.done("POST", path + "/void", "{\"note\":\"x\"}")
                                .path("status")
                                .asString())
                .isEqualTo("VOID");
        assertThat(visitor.status("POST", path + "/pay", "")).isEqualTo(409);
        assertThat(visitor.status("POST", path + "/send-email", "")).isEqualTo(409);
    }

    @Test
    void what_was_paid_goes_back_with_its_tax_and_not_twice() {
        String path = path(visitor.open(customer));
        visitor.done("POST", path + "/pay", "");
        Answer refund =
                visitor.owner().post(path + "/refunds", "{\"amount\":100,\"reason\":\"late\"}");
        assertThat(refund.status()).as(refund.text()).isEqualTo(201);
        assertThat(refund.text())
                .contains("\"tax\":18.00")
                .contains("\"total\":118.00")
                .contains("\"to_refund\":118.00");
        JsonNode note = visitor.made(path + "/credit-notes", "{\"lines\":[1]}");
        assertThat(note.path("to_balance").decimalValue()).isEqualByComparingTo("590.00");
        assertThat(visitor.status("POST", path + "/credit-notes", "{\"amount\":1100.01}"))
                .isEqualTo(422);
        assertThat(visitor.done("GET", path + "/credit-notes", "").path("data")).hasSize(2);
        assertThat(visitor.done("GET", path + "/refunds", "").path("data")).hasSize(1);
        assertThat(visitor.done("GET", path, "").path("amount_refunded").decimalValue())
                .isEqualByComparingTo("118");
    }

    @Test
    void a_repeated_payment_is_taken_once() {
        String path = path(visitor.open(customer));
        var once = new InvoiceVisitor(visitor.owner().with("Idempotency-Key", "pay-" + path));
        once.done("POST", path + "/pay", "{\"amount\":10}");
        once.done("POST", path + "/pay", "{\"amount\":10}");

        assertThat(visitor.done("GET", path, "").path("amount_paid").decimalValue())
                .isEqualByComparingTo("10");
    }

    @Test
    void wrong_fields_are_422_by_name_and_nothing_is_stored() {
        long before = total();
        String line = "{\"description\":\"A\",\"quantity\":1,\"unit_amount\":1}";
        assertField(body("ZZZ", line), "currency");
        assertField(body("USD", ""), "line_items");
        assertField(body("USD", "7"), "line_items[0]");
        assertField(body("USD", line + ",{\"description\":\"B\"}"), "line_items[1].quantity");
        assertField(
                body("USD", line.replace("\"A\"", "\"A\",\"colour\":1")), "line_items[0].colour");
        assertField(
                body("USD", line.replace("\"quantity\":1", "\"quantity\":-1")),
                "line_items[0].quantity");
        assertField(
                body("USD", line.replace("\"unit_amount\":1", "\"unit_amount\":1e999999")),
                "line_items[0].unit_amount");
        assertField(body("USD", line).replace("\"USD\"", "\"USD\",\"due_days\":-1"), "due_days");
        assertField(
                body("USD", line).replace("\"USD\"", "\"USD\",\"due_date\":\"soon\""), "due_date");
        assertField(
                body("USD", line).replace("\"USD\"", "\"USD\",\"discounts\":[{\"name\":\"x\"}]"),
                "discounts[0].percent_off");
        assertField(body("USD", line).replace(customer, "nobody"), "customer_id");
        assertField(
                body("USD", line).replace(customer, "00000000-0000-4000-8000-00000000dead"),
                "customer_id");
        assertThat(total()).isEqualTo(before);
    }

    @Test
    void lists_are_narrowed_by_state_customer_and_time() {
        String other = visitor.customer("Lister", "US");
        JsonNode open = visitor.open(other);
        visitor.draft(other);
        String of = "/invoices?customer_id=" + other;

        assertThat(ids(of)).hasSize(2);
        assertThat(ids(of + "&status=OPEN")).containsExactly(open.path("id").asString());
        assertThat(ids(of + "&to=2001-01-01")).isEmpty();
        assertThat(ids(of + "&from=2001-01-01")).hasSize(2);
        assertThat(ids("/customers/" + other + "/invoices?page_size=1")).hasSize(1);
        assertThat(visitor.status("GET", of + "&status=LOST", "")).isEqualTo(422);
        assertThat(visitor.status("GET", "/invoices?from=soon", "")).isEqualTo(422);
    }

    @Test
    void another_organisation_sees_and_moves_nothing() {
        String path = path(visitor.open(customer));
        InvoiceVisitor stranger = InvoiceVisitor.signedUp(node.api(), "stranger");
        Stream.of(
                        "",
                        "/html",
                        "/pdf",
                        "/proof",
                        "/payments",
                        "/credit-notes",
                        "/history",
                        "/tokens")
                .forEach(
                        part ->
                                assertThat(stranger.status("GET", path + part, ""))
                                        .as(part)
                                        .isEqualTo(404));
        Stream.of("/pay", "/void", "/uncollectible", "/generate-token", "/credit-notes", "/refunds")
                .forEach(
                        part ->
                                assertThat(stranger.status("POST", path + part, ""))
                                        .as(part)
                                        .isEqualTo(404));
        assertThat(stranger.done("GET", "/invoices", "").path("data")).isEmpty();
        assertThat(visitor.done("GET", path, "").path("status").asString()).isEqualTo("OPEN");
    }

    private static String body(String currency, String lines) {
        return "{\"customer_id\":\"%s\",\"currency\":\"%s\",\"line_items\":[%s]}"
                .formatted(customer, currency, lines);
    }

    private static void assertField(String body, String field) {
        Answer answer = visitor.owner().post("/invoices", body);
        assertThat(answer.status()).as(body + answer.text()).isEqualTo(422);
        assertThat(answer.json().path("field").asString()).as(answer.text()).isEqualTo(field);
        assertThat(answer.json().path("detail").isString()).isTrue();
    }

    private static long total() {
        return visitor.done("GET", "/invoices", "").path("meta").path("total").asLong();
    }

    private static Stream<String> ids(String path) {
        return visitor.done("GET", path, "")
                .path("data")
                .valueStream()
                .map(one -> one.path("id").asString());
    }
}
