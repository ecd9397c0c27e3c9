package io.fluxrouter.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi.Answer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Pushing an invoice to Stripe and charging the card. */
final class PushCases implements Cases {
    /** Where the server dies. */
    enum Step {
        BEFORE_DRAFT("the invoice is claimed, and Stripe not yet asked for a draft"),
        DRAFT_MADE("Stripe has made the draft, and has not answered"),
        BEFORE_LINE("the draft is kept, and no line sent"),
        LINE_MADE("Stripe has a line, and has not answered"),
        BEFORE_ISSUE("the lines are there, and the invoice is a draft"),
        ISSUED("Stripe has made it final, and has not answered"),
        BEFORE_CHARGE("it is open on both sides, and the card not charged"),
        CHARGED("Stripe has charged the card, and has not answered"),
        PAID_WRITTEN("the payment is written, and not committed");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final CrashShop shop;
    private final Map<Step, String> invoices = new EnumMap<>(Step.class);
    private @Nullable Hold atTheEnd;

    /** An open invoice for each step, whose card is on file. */
    PushCases(CrashShop shop) {
        this.shop = shop;
        String clock =
                made("/test_clocks", "{\"name\":\"c\",\"frozen_time\":\"2026-01-01T00:00:00Z\"}");
        Map<Step, String> customers = new EnumMap<>(Step.class);
        String plan = builder();
        for (Step step : Step.values()) {
            customers.put(step, subscriber(clock, plan, step.name()));
        }
        for (String time : List.of("2026-02-01T00:00:01Z", "2026-02-01T02:00:00Z")) {
            Answer moved =
                    visitor()
                            .post(
                                    "/test_clocks/" + clock + "/advance",
                                    "{\"frozen_time\":\"" + time + "\"}");
            assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        }
        // Their turn comes by and by: see due.
        shop.run(
                """
                INSERT INTO invoice_collection (invoice_id, status, next_attempt_at, created_at, updated_at)
                SELECT id, 'pending', 'infinity', now(), now() FROM invoice WHERE status = 'OPEN'
                """);
        customers.forEach(
                (step, customer) -> {
                    leaveCard(customer);
                    invoices.put(step, invoiceOf(customer).path("id").asString());
                });
    }

    private String invoice(Step step) {
        return Objects.requireNonNull(invoices.get(step));
    }

    private ApiVisitor visitor() {
        return ApiVisitor.operator(shop.api());
    }

    private String made(String path, String body) {
        Answer answer = visitor().post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private String builder() {
        return visitor()
                .get("/plans?page_size=100")
                .json()
                .path("data")
                .valueStream()
                .filter(plan -> plan.path("lookup_id").asString("").equals("builder"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    private String subscriber(String clock, String plan, String name) {
        String customer =
                made(
                        "/customers",
                        "{\"name\":\"%s\",\"email\":\"a@b.c\",\"test_clock_id\":\"%s\"}"
                                .formatted(name, clock));
        made(
                "/subscriptions",
                "{\"customer_id\":\"%s\",\"plan_id\":\"%s\"}".formatted(customer, plan));
        return customer;
    }

    private void leaveCard(String customer) {
        String body = "{\"customer_id\": \"" + customer + "\"}";
        Answer page = shop.api().admin("POST", "/v1/checkout/setup", body);
        shop.stripe().pay(CrashShop.session(page.json()));
        Answer learnt =
                shop.api().admin("POST", "/v1/payment_methods/refresh?customer_id=" + customer, "");
        assertThat(learnt.json().path("data").size()).as(learnt.text()).isEqualTo(1);
    }

    private JsonNode invoiceOf(String customer) {
        return visitor().get("/invoices?customer_id=" + customer).json().path("data").get(0);
    }

    /** Puts the obstacle into the way of an invoice, and sends it on its way. */
    @Override
    public void prepare(int round) {
        Step step = Step.values()[round];
        switch (step) {
            case BEFORE_DRAFT -> fault("/v1/invoices", "hold-before");
            case DRAFT_MADE -> fault("/v1/invoices", "hold-after");
            case BEFORE_LINE -> fault("/v1/invoiceitems", "hold-before");
            case LINE_MADE -> fault("/v1/invoiceitems", "hold-after");
            case BEFORE_ISSUE -> fault("/v1/invoices/", "hold-before");
            case ISSUED -> fault("/v1/invoices/", "hold-after");
            case BEFORE_CHARGE -> fault("/v1/invoices/", "slow=1", "hold-before");
            case CHARGED -> fault("/v1/invoices/", "slow=1", "hold-after");
            case PAID_WRITTEN -> atTheEnd = Hold.gate(shop.jdbi(), "collected", invoice(step));
        }
        shop.run(
                "UPDATE invoice_collection SET next_attempt_at = now() WHERE invoice_id = ?::uuid",
                invoice(step));
    }

    private void fault(String path, String... faults) {
        for (String fault : faults) shop.stripe().faults().next(1, "POST", path, fault);
    }

    @Override
    public void begin(int round) {
        Step step = Step.values()[round];
        if (step == Step.PAID_WRITTEN) shop.awaitReached(Objects.requireNonNull(atTheEnd));
        else shop.awaitHanging();
    }

    /** What was interrupted waits for the end; the next one is the first thing that is done. */
    @Override
    public void dead() {
        shop.run(
                "UPDATE invoice_collection SET next_attempt_at = 'infinity' WHERE status <> 'paid'");
    }

    @Override
    public void finish() {
        shop.run("UPDATE invoice_collection SET next_attempt_at = now() WHERE status <> 'paid'");
    }

    void check(Step step) {
        String invoice = invoice(step);
        CrashShop.await("paid", () -> status(invoice).equals("PAID"));
        assertThat(shop.atStripe("invoice", "invoice_id", invoice)).isEqualTo(1);
        assertThat(shop.stripe().objects("invoice"))
                .filteredOn(
                        it -> it.path("metadata").path("invoice_id").asString("").equals(invoice))
                .filteredOn(it -> it.path("status").asString().equals("paid"))
                .singleElement()
                .satisfies(it -> assertThat(it.path("total").asLong()).isEqualTo(2_900));
    }

    private String status(String invoice) {
        return visitor().get("/invoices/" + invoice).json().path("status").asString();
    }
}
