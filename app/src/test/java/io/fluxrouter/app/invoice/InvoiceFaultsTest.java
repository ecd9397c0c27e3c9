package io.fluxrouter.app.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Faults of invoices, each by its number in the list of faults. */
class InvoiceFaultsTest {
    private static TestNode node;
    private static InvoiceVisitor visitor;
    private static String customer;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        visitor = InvoiceVisitor.signedUp(node.api(), "faults");
        customer = visitor.customer("Racer", "US");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void fault_14_two_that_are_finished_around_new_year_have_numbers_of_their_years() {
        InvoiceVisitor owner = new InvoiceVisitor(ApiVisitor.operator(node.api()));
        String last = draftAt(owner, "2025-12-31T23:59:59.999Z");
        String first = draftAt(owner, "2026-01-01T00:00:00Z");
        List<Answer> both =
                together(
                        List.of(
                                () -> owner.owner().post(last + "/finalize", ""),
                                () -> owner.owner().post(first + "/finalize", "")));
        assertThat(both.stream().map(one -> one.json().path("invoice_number").asString()))
                .containsExactly("INV-2025-0001", "INV-2026-0001");
    }

    private static String draftAt(InvoiceVisitor owner, String time) {
        String clock =
                owner.made("/test_clocks", "{\"name\":\"c\",\"frozen_time\":\"" + time + "\"}")
                        .path("id")
                        .asString();
        String who =
                owner.made(
                                "/customers",
                                "{\"name\":\"Ann\",\"email\":\"a@b.c\",\"test_clock_id\":\"%s\"}"
                                        .formatted(clock))
                        .path("id")
                        .asString();
        return InvoiceVisitor.path(owner.draft(who));
    }

    @RepeatedTest(3)
    void fault_19_of_two_that_finish_an_invoice_one_comes_second() {
        String path = InvoiceVisitor.path(visitor.draft(customer));
        List<Answer> answers =
                together(
                        List.of(
                                () -> visitor.owner().post(path + "/finalize", ""),
                                () -> visitor.owner().post(path + "/finalize", ""),
                                () -> visitor.owner().post(path + "/finalize", "")));
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409, 409);
        assertNumbersWithoutGaps();
    }

    @RepeatedTest(3)
    void fault_19_a_draft_is_finished_or_deleted_and_not_both() {
        String path = InvoiceVisitor.path(visitor.draft(customer));
        List<Answer> answers =
                together(
                        List.of(
                                () -> visitor.owner().post(path + "/finalize", ""),
                                () -> visitor.owner().delete(path)));
        boolean isFinal = answers.getFirst().status() == 200;
        assertThat(answers.getLast().status()).isEqualTo(isFinal ? 409 : 204);
        assertThat(visitor.status("GET", path, "")).isEqualTo(isFinal ? 200 : 404);
        assertNumbersWithoutGaps();
    }

    @RepeatedTest(3)
    void fault_19_an_invoice_is_paid_or_void_and_not_both() {
        String path = InvoiceVisitor.path(visitor.open(customer));
        List<Answer> answers =
                together(
                        List.of(
                                () -> visitor.owner().post(path + "/pay", ""),
                                () -> visitor.owner().post(path + "/void", "{\"note\":\"x\"}")));
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        JsonNode after = visitor.done("GET", path, "");
        boolean paid = answers.getFirst().status() == 200;
        assertThat(after.path("status").asString()).isEqualTo(paid ? "PAID" : "VOID");
        assertThat(after.path("amount_paid").asDouble() > 0).isEqualTo(paid);
    }

    private static void assertNumbersWithoutGaps() {
        List<Integer> numbers =
                visitor.done("GET", "/invoices?page_size=100", "")
                        .path("data")
                        .valueStream()
                        .map(one -> one.path("invoice_number").asString(""))
                        .filter(number -> !number.isEmpty())
                        .map(number -> Integer.parseInt(number.substring("INV-2000-".length())))
                        .sorted()
                        .toList();
        for (int i = 0; i < numbers.size(); i++) assertThat(numbers.get(i)).isEqualTo(i + 1);
    }

    private JsonNode finished(String currency, String lines, String more) {
        JsonNode draft =
                visitor.made(
                        "/invoices",
                        "{\"customer_id\":\"%s\",\"currency\":\"%s\",\"line_items\":[%s]%s}"
                                .formatted(customer, currency, lines, more));
        return visitor.done("POST", InvoiceVisitor.path(draft) + "/finalize", "");
    }

    private static String line(String quantity, String price) {
        return "{\"description\":\"A\",\"quantity\":%s,\"unit_amount\":\"%s\"}"
                .formatted(quantity, price);
    }

    @Test
    void fault_23_an_invoice_of_nothing_is_paid_at_once() {
        for (JsonNode invoice :
                Arrays.asList(
                        finished("USD", line("1", "0"), ""),
                        finished(
                                "USD",
                                line("1", "10"),
                                ",\"discounts\":[{\"name\":\"All\",\"percent_off\":100}]"))) {
            assertThat(invoice.path("total").decimalValue()).isEqualByComparingTo("0");
            assertThat(invoice.path("status").asString()).isEqualTo("PAID");
        }
    }

    @Test
    void fault_23_a_line_of_1e15_units_is_priced_to_the_cent() {
        JsonNode invoice = finished("USD", line("1000000000000001", "0.00000075"), "");
        assertThat(invoice.path("total").decimalValue()).isEqualByComparingTo("750000000");
        assertThat(invoice.path("line_items").get(0).path("quantity").decimalValue())
                .isEqualByComparingTo("1000000000000001");
        JsonNode yen = finished("JPY", line("1e15", "0.000999999999"), "");
        assertThat(yen.path("total").decimalValue()).isEqualByComparingTo("999999999000");
    }

    @Test
    void fault_23_what_the_books_cannot_hold_is_refused_and_leaves_nothing() {
        int before = invoices();
        refused("line_items[0].quantity", line("1e15", "0.000001000001"));
        refused("line_items[0].quantity", line("1e19", "0"));
        refused("line_items[0].quantity", line("1e999999999", "1"));
        refused("line_items[0].quantity", line("1", "-1000000001"));
        refused("line_items", line("1", "1e9") + "," + line("1", "0.01"));
        assertThat(invoices()).isEqualTo(before);
        String draft = InvoiceVisitor.path(visitor.draft(customer));
        Answer edited =
                visitor.owner().send("PUT", draft, "{\"line_items\":[" + line("1e15", "1") + "]}");
        assertThat(edited.status()).as(edited.text()).isBetween(400, 422);
        assertThat(visitor.done("GET", draft, "").path("total").asDouble()).isEqualTo(1700);
    }

    private static int invoices() {
        return visitor.done("GET", "/invoices?page_size=1", "").path("meta").path("total").asInt();
    }

    private static void refused(String field, String lines) {
        Answer answer =
                visitor.owner()
                        .post(
                                "/invoices",
                                "{\"customer_id\":\"%s\",\"currency\":\"USD\",\"line_items\":[%s]}"
                                        .formatted(customer, lines));
        assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
        assertThat(answer.json().path("field").asString("")).isEqualTo(field);
    }

    @Test
    void fault_23_yen_have_no_decimals() {
        assertThat(finished("JPY", line("3", "33.5"), "").path("total").decimalValue())
                .isEqualByComparingTo("101");
    }

    @Test
    void fault_23_a_tax_of_8_875_percent_is_rounded_once_for_the_invoice() {
        visitor.done(
                "PUT",
                "/tax-rates",
                """
                {"country": "US",
                 "rules": [{"customer_country": "US", "name": "NYC", "percentage": "8.875"}]}""");
        JsonNode invoice = finished("USD", line("3", "33.33"), "");
        visitor.done("PUT", "/tax-rates", "{\"country\": \"US\", \"rules\": []}");
        assertThat(invoice.path("tax").decimalValue()).isEqualByComparingTo("8.87");
        assertThat(invoice.path("total").decimalValue()).isEqualByComparingTo("108.86");
    }

    private static List<Answer> together(List<Supplier<Answer>> calls) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Answer>> running = new ArrayList<>();
            for (Supplier<Answer> call : calls) {
                running.add(CompletableFuture.supplyAsync(call, threads));
            }
            return running.stream().map(CompletableFuture::join).toList();
        }
    }
}
